// SPDX-License-Identifier: Apache-2.0
internal import Foundation

extension JSONText {
    /// The first name that two members of one object have; nil when there is none.
    ///
    /// Readers disagree about which of the two counts
    /// ([RFC 8259, section 4](https://www.rfc-editor.org/rfc/rfc8259#section-4)), so that a person may be shown one value
    /// and the program take the other.
    ///
    /// - Parameter bytes: JSON in UTF-8 that ``parse(_:)-([UInt8])`` has taken; of anything else the answer means nothing.
    public static func repeatedMember(in bytes: [UInt8]) -> String? {
        // The names of each object that is open; nil for a list.
        var open: [Set<String>?] = []
        var isNameNext = false
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "{"):
                open.append([])
                isNameNext = true
            case UInt8(ascii: "["):
                open.append(nil)
                isNameNext = false
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                _ = open.popLast()
                isNameNext = false
            case UInt8(ascii: ","):
                isNameNext = open.last.flatMap(\.self) != nil
            case UInt8(ascii: "\""):
                let end = endOfText(in: bytes, from: index)
                if isNameNext, let last = open.indices.last {
                    let name = text(bytes[index..<end])
                    guard open[last]?.insert(name).inserted == true else { return name }
                    isNameNext = false
                }
                index = end - 1
            default: break
            }
            index += 1
        }
        return nil
    }

    /// The place behind the closing quotation mark.
    private static func endOfText(in bytes: [UInt8], from start: Int) -> Int {
        var index = start + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, bytes.count)
    }

    private static func text(_ quoted: ArraySlice<UInt8>) -> String {
        (try? JSONDecoder().decode(String.self, from: Data(quoted))) ?? String(decoding: quoted, as: UTF8.self)
    }
}
