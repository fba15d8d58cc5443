// SPDX-License-Identifier: Apache-2.0
internal import Foundation
public import Vocabulary

/// A picture of the page that a person had before them while they showed a task: its name says when and of what.
public struct ShownPicture: Sendable, Hashable {
    /// How many events were recorded then.
    public let event: Int
    /// The tab.
    public let tab: TabID
    /// The document that it shows.
    public let document: DocumentID
    /// The part of the document that it shows, in whole CSS pixels: left, top, width, height.
    public let view: [Int]

    /// Describes one.
    public init(event: Int, tab: TabID, document: DocumentID, view: [Int]) {
        self.event = event
        self.tab = tab
        self.document = document
        self.view = view
    }

    private static let ending = ".jpg"

    /// Its file's name; nil where the browser's names could be none.
    var file: String? {
        let parts = [String(event), tab.rawValue, document.rawValue] + view.map { String($0) }
        guard view.count == 4, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(ShownPicture.isPlain) }) else {
            return nil
        }
        return parts.joined(separator: "_") + ShownPicture.ending
    }

    /// Reads a file's name; nil for one of something else.
    init?(file: String) {
        guard file.hasSuffix(ShownPicture.ending) else { return nil }
        let parts = file.dropLast(ShownPicture.ending.count).split(separator: "_").map(String.init)
        let view = parts.dropFirst(3).compactMap { Int($0) }
        guard parts.count == 7, view.count == 4, let event = Int(parts[0]) else { return nil }
        self.init(event: event, tab: TabID(rawValue: parts[1]), document: DocumentID(rawValue: parts[2]), view: view)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension Recording {
    /// Which picture shows the page as it was before a step of a preview: the last of the same document.
    public func picture(before line: Preview.Line, among pictures: [ShownPicture]) -> ShownPicture? {
        guard !line.isKept, let event = events.first(where: { $0.number == line.event }), event.frame.isEmpty else {
            return nil
        }
        return
            pictures
            .filter { $0.event < event.number && $0.tab == event.tab && $0.document == event.document }
            .max { $0.event < $1.event }
    }
}
