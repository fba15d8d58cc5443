// SPDX-License-Identifier: Apache-2.0
internal import CLibyaml

/// Reads the small part of YAML that a skill is written in, through libyaml's events.
///
/// Events show what a tree of nodes hides: anchors, aliases and tags are refused where they stand, before anything is
/// built from them. Bytes, depth and the number of nodes are bounded.
struct YAMLParser {
    static let byteLimit = 1 << 20
    static let depthLimit = 24
    static let nodeLimit = 60_000

    private let file: String
    private var parser = yaml_parser_t()
    private var nodes = 0

    /// Why it stopped: the first thing that is wrong, as nothing after it can be trusted.
    struct Failure: Error {
        let diagnostic: Diagnostic
    }

    static func parse(_ bytes: [UInt8], file: String) throws(Failure) -> YAMLNode {
        var reader = YAMLParser(file: file)
        try reader.checkBytes(bytes)
        return try reader.document(bytes)
    }

    private init(file: String) { self.file = file }

    /// Characters that look like nothing or like something else have no place in a file that a person approves.
    private func checkBytes(_ bytes: [UInt8]) throws(Failure) {
        guard bytes.count <= YAMLParser.byteLimit else {
            throw failure("S001", .start, "The file has more than \(YAMLParser.byteLimit) bytes.", "Split the task.")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw failure("S002", .start, "The file is not UTF-8.", "Save it as UTF-8.")
        }
        var position = Position.start
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                position = Position(line: position.line + 1, column: 1)
                continue
            }
            if HiddenCharacters.contains(scalar) {
                throw failure(
                    "S003",
                    position,
                    "There is an invisible or direction-changing character, U+\(String(scalar.value, radix: 16, uppercase: true)).",
                    "Remove it: a reviewer could not see it."
                )
            }
            position.column += 1
        }
    }

    private mutating func document(_ bytes: [UInt8]) throws(Failure) -> YAMLNode {
        guard yaml_parser_initialize(&parser) == 1 else {
            throw failure("S004", .start, "There is no memory to read the file with.", "Free some.")
        }
        defer { yaml_parser_delete(&parser) }
        let result: Result<YAMLNode, Failure> = bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            do throws(Failure) { return .success(try stream()) } catch { return .failure(error) }
        }
        return try result.get()
    }

    private mutating func stream() throws(Failure) -> YAMLNode {
        _ = try next()
        let start = try next()
        guard start.type == YAML_DOCUMENT_START_EVENT else {
            throw failure("S005", .start, "The file is empty.", "A skill begins with 'understudy: 1'.")
        }
        guard !start.hasDirectives else {
            throw failure("S006", start.position, "YAML directives are not allowed.", "Remove the line with '%'.")
        }
        let root = try node(try next(), depth: 0)
        _ = try next()
        let end = try next()
        guard end.type == YAML_STREAM_END_EVENT else {
            throw failure("S007", end.position, "There is a second document.", "One file holds one skill.")
        }
        return root
    }

    private mutating func node(_ event: Event, depth: Int) throws(Failure) -> YAMLNode {
        nodes += 1
        guard nodes <= YAMLParser.nodeLimit, depth <= YAMLParser.depthLimit else {
            throw failure("S008", event.position, "The file is nested too deeply or holds too much.", "Split the task.")
        }
        guard event.type != YAML_ALIAS_EVENT, !event.hasAnchor else {
            throw failure(
                "S009",
                event.position,
                "YAML anchors and aliases are not allowed.",
                "Write the value out where it is used."
            )
        }
        guard !event.hasTag else {
            throw failure("S010", event.position, "YAML tags are not allowed.", "Remove the word with '!'.")
        }
        switch event.type {
        case YAML_SCALAR_EVENT:
            return YAMLNode(content: .scalar(event.text, isPlain: event.isPlain), position: event.position)
        case YAML_SEQUENCE_START_EVENT: return try sequence(event, depth: depth)
        case YAML_MAPPING_START_EVENT: return try mapping(event, depth: depth)
        default: throw failure("S005", event.position, "A value is missing.", "Write one.")
        }
    }

    private mutating func sequence(_ start: Event, depth: Int) throws(Failure) -> YAMLNode {
        var items: [YAMLNode] = []
        while true {
            let event = try next()
            if event.type == YAML_SEQUENCE_END_EVENT { break }
            items.append(try node(event, depth: depth + 1))
        }
        return YAMLNode(content: .sequence(items), position: start.position)
    }

    private mutating func mapping(_ start: Event, depth: Int) throws(Failure) -> YAMLNode {
        var members: [(key: YAMLNode, value: YAMLNode)] = []
        var places: [String: Position] = [:]
        while true {
            let event = try next()
            if event.type == YAML_MAPPING_END_EVENT { break }
            let key = try node(event, depth: depth + 1)
            guard let name = key.text else {
                throw failure("S011", key.position, "A key must be a text.", "Write a plain word before the colon.")
            }
            guard name != "<<" else {
                throw failure("S009", key.position, "YAML merge keys are not allowed.", "Write the values out.")
            }
            if let first = places[name] {
                throw failure(
                    "S012",
                    key.position,
                    "The key '\(name.prefix(64))' is there twice; first in line \(first.line).",
                    "Keep one of them."
                )
            }
            places[name] = key.position
            members.append((key, try node(try next(), depth: depth + 1)))
        }
        return YAMLNode(content: .mapping(members), position: start.position)
    }

    /// One event, copied out of libyaml's memory.
    private struct Event {
        var type: yaml_event_type_t
        var position: Position
        var text = ""
        var isPlain = false
        var hasAnchor = false
        var hasTag = false
        var hasDirectives = false
    }

    private mutating func next() throws(Failure) -> Event {
        var raw = yaml_event_t()
        guard yaml_parser_parse(&parser, &raw) == 1 else {
            let mark = parser.problem_mark
            let problem = parser.problem.map { String(cString: $0) } ?? "it cannot be read"
            throw failure("S013", YAMLParser.position(mark), "This is not YAML: \(problem).", "Mend the line.")
        }
        defer { yaml_event_delete(&raw) }
        var event = Event(type: raw.type, position: YAMLParser.position(raw.start_mark))
        switch raw.type {
        case YAML_SCALAR_EVENT:
            let scalar = raw.data.scalar
            event.text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            event.isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
            event.hasAnchor = scalar.anchor != nil
            event.hasTag = scalar.tag != nil
        case YAML_SEQUENCE_START_EVENT:
            event.hasAnchor = raw.data.sequence_start.anchor != nil
            event.hasTag = raw.data.sequence_start.tag != nil
        case YAML_MAPPING_START_EVENT:
            event.hasAnchor = raw.data.mapping_start.anchor != nil
            event.hasTag = raw.data.mapping_start.tag != nil
        case YAML_DOCUMENT_START_EVENT:
            let start = raw.data.document_start
            event.hasDirectives =
                start.version_directive != nil || start.tag_directives.start != start.tag_directives.end
        default: break
        }
        return event
    }

    private static func position(_ mark: yaml_mark_t) -> Position {
        Position(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    private func failure(_ code: String, _ position: Position, _ message: String, _ mend: String) -> Failure {
        Failure(
            diagnostic: Diagnostic(
                file: file,
                position: position,
                severity: .error,
                code: code,
                message: message,
                mend: mend
            )
        )
    }
}

/// Characters that a reviewer cannot see, or that turn the order of what is seen.
enum HiddenCharacters {
    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
            0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        default: false
        }
    }
}
