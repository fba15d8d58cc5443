// SPDX-License-Identifier: Apache-2.0

/// One thing to say about one place of a skill's file.
public struct Diagnostic: Sendable, Hashable, Codable, CustomStringConvertible {
    /// How much it weighs.
    public enum Severity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
        /// The skill cannot be approved.
        case error
        /// A person must look at it and agree.
        case consent
        /// Something is likely to go wrong.
        case warning
        /// Good to know.
        case note

        private var rank: Int {
            switch self {
            case .error: 0
            case .consent: 1
            case .warning: 2
            case .note: 3
            }
        }

        /// Orders the weightiest first.
        public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
    }

    /// The file's name, for people.
    public var file: String
    /// Where it is.
    public var position: Position
    /// How much it weighs.
    public var severity: Severity
    /// A stable code: `S…` from the reader, `G…` from the safety gate.
    public var code: String
    /// What is the matter.
    public var message: String
    /// What to do.
    public var mend: String

    /// Describes a finding.
    public init(
        file: String,
        position: Position,
        severity: Severity,
        code: String,
        message: String,
        mend: String
    ) {
        self.file = file
        self.position = position
        self.severity = severity
        self.code = code
        self.message = message
        self.mend = mend
    }

    /// Like a compiler's: `order-coffee.yaml:14:5: error[G003]: …`, and below it what to do.
    public var description: String {
        "\(file):\(position.line):\(position.column): \(severity.rawValue)[\(code)]: \(message)\n    help: \(mend)"
    }
}

/// A place in a text, both numbers from 1.
public struct Position: Sendable, Hashable, Codable, Comparable {
    /// The line.
    public var line: Int
    /// The column, in characters.
    public var column: Int

    /// The first character of a text.
    public static let start = Position(line: 1, column: 1)

    /// Names a place.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Orders as the text runs.
    public static func < (left: Position, right: Position) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
