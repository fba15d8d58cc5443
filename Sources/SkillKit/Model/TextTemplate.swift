// SPDX-License-Identifier: Apache-2.0

/// A text with references in it: `{{ inputs.coffee }}`.
///
/// References are found when the file is read. What a run puts in their place is never read for references again.
public struct TextTemplate: Sendable, Hashable {
    /// One piece.
    public enum Part: Sendable, Hashable {
        /// Text that stands for itself.
        case literal(String)
        /// A value of the run.
        case reference(Reference)
    }

    /// A value of the run by name.
    public enum Reference: Sendable, Hashable {
        /// What the run was given.
        case input(String)
        /// A secret, by its name.
        case secret(String)
        /// What an earlier step kept.
        case output(String)
        /// What a person answered an earlier step.
        case answer(String)
    }

    /// The pieces, in order.
    public let parts: [Part]

    /// Puts pieces together.
    public init(parts: [Part]) { self.parts = parts }

    /// A text that stands for itself.
    public init(literal text: String) { parts = text.isEmpty ? [] : [.literal(text)] }

    /// Reads a text with references; `{{{{` stands for `{{`.
    ///
    /// - Throws: ``TemplateError`` when braces do not close or hold anything but one reference.
    public init(parsing source: String) throws(TemplateError) {
        var parts: [Part] = []
        var literal = ""
        var rest = Substring(source)
        while let open = rest.firstRange(of: "{{") {
            literal += rest[..<open.lowerBound]
            rest = rest[open.upperBound...]
            if rest.hasPrefix("{{") {
                literal += "{{"
                rest = rest.dropFirst(2)
                continue
            }
            guard let close = rest.firstRange(of: "}}") else { throw TemplateError("'{{' is not closed by '}}'") }
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = ""
            parts.append(.reference(try TextTemplate.reference(rest[..<close.lowerBound])))
            rest = rest[close.upperBound...]
        }
        literal += rest
        if !literal.isEmpty { parts.append(.literal(literal)) }
        self.parts = parts
    }

    /// The text as a file holds it.
    public var source: String {
        parts.map { part in
            switch part {
            case .literal(let text): text.replacing("{{", with: "{{{{")
            case .reference(.input(let name)): "{{ inputs.\(name) }}"
            case .reference(.secret(let name)): "{{ secrets.\(name) }}"
            case .reference(.output(let name)): "{{ outputs.\(name) }}"
            case .reference(.answer(let name)): "{{ answers.\(name) }}"
            }
        }
        .joined()
    }

    /// The references in it, in order.
    public var references: [Reference] {
        parts.compactMap { if case .reference(let reference) = $0 { reference } else { nil } }
    }

    /// The text, when it holds no reference.
    public var literalText: String? {
        var text = ""
        for part in parts {
            guard case .literal(let piece) = part else { return nil }
            text += piece
        }
        return text
    }

    private static func reference(_ text: Substring) throws(TemplateError) -> Reference {
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        let names = words.first?.split(separator: ".", omittingEmptySubsequences: false) ?? []
        guard words.count == 1, names.count == 2, SkillName.isWellFormed(names[1]) else {
            throw TemplateError("'{{ }}' holds exactly one reference, such as inputs.coffee")
        }
        switch names[0] {
        case "inputs": return .input(String(names[1]))
        case "secrets": return .secret(String(names[1]))
        case "outputs": return .output(String(names[1]))
        case "answers": return .answer(String(names[1]))
        default: throw TemplateError("a reference begins with inputs, secrets, outputs or answers")
        }
    }
}

/// Why a text with references cannot be read.
public struct TemplateError: Error, Hashable {
    /// One sentence.
    public let message: String
    init(_ message: String) { self.message = message }
}

/// Names of inputs, outputs, secrets and sites.
enum SkillName {
    static func isWellFormed(_ text: some StringProtocol) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(TargetName.isAllowed) && text.first != "-"
    }
}
