// SPDX-License-Identifier: Apache-2.0

/// Writes the messages between the appliance and the process that reads.
struct WireWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: Int) {
        withUnsafeBytes(of: Int64(number).littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func add(_ duration: Duration) { add(Int(clamping: duration / .nanoseconds(1))) }

    mutating func add(_ text: String) { add(Array(text.utf8)) }

    mutating func add(_ block: [UInt8]) {
        add(block.count)
        bytes += block
    }

    mutating func add(_ box: PixelBox) { for number in [box.x, box.y, box.width, box.height] { add(number) } }

    mutating func add<Element>(_ elements: [Element], _ write: (inout WireWriter, Element) -> Void) {
        add(elements.count)
        for element in elements { write(&self, element) }
    }
}

extension Int {
    fileprivate init(clamping number: Double) { self = Int(Swift.min(Swift.max(number, -9e18), 9e18)) }
}

/// Reads them.
///
/// What the other side says is not believed: a hostile picture may have taken it over.
struct WireReader {
    /// A message that is none.
    struct Malformed: Error {}

    private var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    mutating func number() throws(Malformed) -> Int {
        let block = try take(8)
        return Int(truncatingIfNeeded: block.reversed().reduce(Int64(0)) { $0 << 8 | Int64($1) })
    }

    mutating func number(upTo most: Int) throws(Malformed) -> Int {
        let number = try number()
        guard (0...most).contains(number) else { throw Malformed() }
        return number
    }

    mutating func flag() throws(Malformed) -> Bool { try take(1).first == 1 }

    mutating func duration() throws(Malformed) -> Duration { .nanoseconds(try number(upTo: .max)) }

    mutating func block() throws(Malformed) -> [UInt8] { Array(try take(try number(upTo: bytes.count))) }

    mutating func text() throws(Malformed) -> String {
        guard let text = String(validating: try block(), as: UTF8.self) else { throw Malformed() }
        return text
    }

    mutating func box() throws(Malformed) -> PixelBox {
        let (x, y) = (try number(), try number())
        let (width, height) = (try number(upTo: 1 << 20), try number(upTo: 1 << 20))
        guard abs(x.clamped) <= 1 << 20, abs(y.clamped) <= 1 << 20 else { throw Malformed() }
        return PixelBox(x: x, y: y, width: width, height: height)
    }

    mutating func list<Element>(
        _ read: (inout WireReader) throws(Malformed) -> Element
    ) throws(Malformed) -> [Element] {
        // Every element has at least a byte.
        let count = try number(upTo: bytes.count)
        var elements: [Element] = []
        for _ in 0..<count { elements.append(try read(&self)) }
        return elements
    }

    var isAtEnd: Bool { bytes.isEmpty }

    private mutating func take(_ count: Int) throws(Malformed) -> ArraySlice<UInt8> {
        guard bytes.count >= count else { throw Malformed() }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }
}

extension Int {
    fileprivate var clamped: Int { Swift.max(self, -.max) }
}
