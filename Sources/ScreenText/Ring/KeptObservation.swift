// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// One observation as a ring keeps it: its words are names of lines, and where they stood is a block of the arena.
struct KeptObservation {
    /// Bytes of a line in the block: its name, and its box.
    static let lineWidth = 12
    /// Bytes of a pending box in the block.
    static let boxWidth = 8

    let number: Int
    let tab: TabID
    let origin: LineStore.Name
    var title: LineStore.Name
    let from: Timestamp
    let fromInstant: ContinuousClock.Instant
    var to: Timestamp
    var toInstant: ContinuousClock.Instant
    var looks = 1
    let state: ObservationState
    let degraded: String?
    let size: PixelBox
    /// Where the block begins; what it holds is the lines, then the pending boxes, then the illegible ones.
    var block: Int
    var lineCount: Int
    let pendingCount: Int
    let illegibleCount: Int
    var redacted: [RedactionClass: Int]
    let omitted: Int
    /// The version of the rules that took lines out last.
    var rules: Int
    /// Nothing was looked at after it for a while, so its end stays where it is.
    var isClosed = false

    var blockCount: Int { KeptObservation.blockCount(lines: lineCount, boxes: pendingCount + illegibleCount) }

    static func blockCount(lines: Int, boxes: Int) -> Int { lines * lineWidth + boxes * boxWidth }
}

/// A line as it stands in a block.
struct PlacedLine: Equatable {
    let name: LineStore.Name
    let box: PixelBox

    /// Its bytes in a block.
    var bytes: [UInt8] {
        withUnsafeBytes(of: name.littleEndian, Array.init) + PlacedLine.bytes(of: box)
    }

    init(name: LineStore.Name, box: PixelBox) {
        self.name = name
        self.box = PlacedLine.fitting(box)
    }

    init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        name = LineStore.Name(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: LineStore.Name.self))
        box = PlacedLine.box(bytes, at: offset + 4)
    }

    /// A box as eight bytes.
    static func bytes(of box: PixelBox) -> [UInt8] {
        [box.x, box.y, box.width, box.height]
            .flatMap { side -> [UInt8] in
                let value = UInt16(clamping: side)
                return [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
            }
    }

    /// The box that eight bytes are.
    static func box(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> PixelBox {
        let side = { (index: Int) in
            Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 2 * index, as: UInt16.self)))
        }
        return PixelBox(x: side(0), y: side(1), width: side(2), height: side(3))
    }

    private static func fitting(_ box: PixelBox) -> PixelBox {
        let side = { (length: Int) in Int(UInt16(clamping: length)) }
        return PixelBox(x: side(box.x), y: side(box.y), width: side(box.width), height: side(box.height))
    }
}
