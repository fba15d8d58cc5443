// SPDX-License-Identifier: Apache-2.0

/// What the appliance asks of the process that reads.
enum ReaderRequest {
    /// Read the picture that lies in the shared memory.
    case read(bytes: Int, place: String, masks: [PixelBox], effort: ReadingEffort)
    /// Try what a confined process must not be able to do.
    case tryEscapes

    /// More would not fit into a pipe at once.
    static let mostMasks = 1000
    static let longestPlace = 1000

    var bytes: [UInt8] {
        var writer = WireWriter()
        switch self {
        case .read(let bytes, let place, let masks, let effort):
            writer.add(1)
            writer.add(bytes)
            writer.add(place)
            writer.add(masks) { $0.add($1) }
            writer.add(effort.budget)
            writer.add(effort.isHurried)
            writer.add(effort.minimumHeight)
            writer.add(effort.isThorough)
        case .tryEscapes: writer.add(2)
        }
        return writer.bytes
    }

    init(_ bytes: [UInt8]) throws(WireReader.Malformed) {
        var reader = WireReader(bytes)
        switch try reader.number() {
        case 1:
            let count = try reader.number(upTo: ReaderProcess.mostBytes)
            let place = try reader.text()
            let masks = try reader.list { (reader) throws(WireReader.Malformed) in try reader.box() }
            let effort = ReadingEffort(
                budget: try reader.duration(),
                isHurried: try reader.flag(),
                minimumHeight: try reader.number(),
                isThorough: try reader.flag()
            )
            self = .read(bytes: count, place: place, masks: masks, effort: effort)
        case 2: self = .tryEscapes
        default: throw WireReader.Malformed()
        }
    }
}

/// What it answers.
enum ReaderAnswer {
    /// It is confined, as a sum of what holds, and may be asked.
    case ready(confinement: Int)
    case reading(ScreenReading)
    case failed(ScreenTextError)
    /// So many things were possible that must not be.
    case escapes(Int)

    var bytes: [UInt8] {
        var writer = WireWriter()
        switch self {
        case .ready(let confinement):
            writer.add(1)
            writer.add(confinement)
        case .reading(let reading):
            writer.add(2)
            writer.add(reading)
        case .failed(let error):
            writer.add(3)
            writer.add(error.reason.rawValue)
            writer.add(error.message)
        case .escapes(let count):
            writer.add(4)
            writer.add(count)
        }
        return writer.bytes
    }

    init(_ bytes: [UInt8]) throws(WireReader.Malformed) {
        var reader = WireReader(bytes)
        switch try reader.number() {
        case 1: self = .ready(confinement: try reader.number())
        case 2: self = .reading(try reader.reading())
        case 3:
            guard let code = ScreenTextError.Code(rawValue: try reader.text()) else { throw WireReader.Malformed() }
            self = .failed(ScreenTextError(code, String(try reader.text().prefix(500))))
        case 4: self = .escapes(try reader.number())
        default: throw WireReader.Malformed()
        }
        guard reader.isAtEnd else { throw WireReader.Malformed() }
    }
}

extension WireWriter {
    fileprivate mutating func add(_ reading: ScreenReading) {
        add(reading.isUnchanged)
        add(reading.lines) {
            $0.add($1.text)
            $0.add($1.box)
            $0.add($1.confidences)
            $0.add($1.gaps) { $0.add($1) }
        }
        add(reading.pending) { $0.add($1) }
        add(reading.illegible) { $0.add($1) }
        add(reading.size)
        add(reading.cost.processor)
        add(reading.cost.wall)
        add(reading.cost.recognised)
        add(reading.cost.known)
    }
}

extension WireReader {
    fileprivate mutating func reading() throws(Malformed) -> ScreenReading {
        ScreenReading(
            isUnchanged: try flag(),
            lines: try list { (reader) throws(Malformed) in
                ReadLine(
                    text: try reader.text(),
                    box: try reader.box(),
                    confidences: try reader.block(),
                    gaps: try reader.list { (reader) throws(Malformed) in try reader.number(upTo: 1 << 20) }
                )
            },
            pending: try list { (reader) throws(Malformed) in try reader.box() },
            illegible: try list { (reader) throws(Malformed) in try reader.box() },
            size: try box(),
            cost: ReadingCost(
                processor: try duration(),
                wall: try duration(),
                recognised: try number(),
                known: try number()
            )
        )
    }
}
