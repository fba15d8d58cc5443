// SPDX-License-Identifier: Apache-2.0

/// A regular expression whose search takes time in proportion to the text, whatever the pattern.
///
/// Patterns of the operator's are asked of lines that pages make up, and an engine that tries one way after another can be
/// made to try for ever by `(a+)+b`. This one follows all ways at once
/// ([Thompson, 1968](https://dl.acm.org/doi/10.1145/363347.363387)), so it knows no way back: references to groups and looks
/// around are refused when the pattern is read.
struct LinearPattern: Sendable {
    /// The most steps that a pattern comes to, with repetitions written out.
    static let stepLimit = 2000

    /// One step; a number is that of the step that follows.
    enum Step: Sendable {
        case letter(LetterSet)
        case place(PatternPlace)
        case either(Int, Int)
        case go(Int)
        case found
    }

    /// Why a text is no pattern here; it quotes nothing of it.
    enum Problem: Error {
        case malformed
        /// What would need ways back.
        case unbounded
        case tooLarge

        var words: String {
            switch self {
            case .malformed: "is no regular expression that is known here"
            case .unbounded: "has a reference to a group, a look around, or '++', whose search has no bound"
            case .tooLarge: "has more than \(LinearPattern.stepLimit) steps, with its repetitions written out"
            }
        }
    }

    private let steps: [Step]

    /// Reads a pattern; letters are the same in capitals.
    init(_ text: String) throws(Problem) {
        var parser = PatternParser(text)
        var steps: [Step] = []
        try LinearPattern.write(try parser.whole(), to: &steps)
        steps.append(.found)
        self.steps = steps
    }

    /// Whether it is found anywhere in a text.
    func isFound(in text: String) -> Bool {
        let letters = Array(text.lowercased().unicodeScalars)
        var now = StepSet(count: steps.count)
        var next = StepSet(count: steps.count)
        for place in 0...letters.count {
            // It may begin at each place.
            guard !follow(0, at: place, letters, &now) else { return true }
            guard place < letters.count else { return false }
            next.removeAll()
            for step in now.members {
                guard case .letter(let set) = steps[step], set.contains(letters[place]) else { continue }
                guard !follow(step + 1, at: place + 1, letters, &next) else { return true }
            }
            swap(&now, &next)
        }
        return false
    }

    /// Adds a step and all that follow without a letter; true when the end is one of them.
    private func follow(_ first: Int, at place: Int, _ letters: [Unicode.Scalar], _ set: inout StepSet) -> Bool {
        var open = [first]
        while let step = open.popLast() {
            guard set.insert(step) else { continue }
            switch steps[step] {
            case .letter: continue
            case .place(let kind): if kind.holds(at: place, in: letters) { open.append(step + 1) }
            case .either(let one, let other): open += [one, other]
            case .go(let other): open.append(other)
            case .found: return true
            }
        }
        return false
    }

    // MARK: Writing steps

    private static func write(_ node: PatternNode, to steps: inout [Step]) throws(Problem) {
        guard steps.count < stepLimit else { throw .tooLarge }
        switch node {
        case .letter(let set): steps.append(.letter(set))
        case .place(let place): steps.append(.place(place))
        case .row(let nodes): for node in nodes { try write(node, to: &steps) }
        case .choice(let nodes): try write(choice: nodes, to: &steps)
        case .repeated(let node, let least, let most):
            for _ in 0..<least {
                let before = steps.count
                try write(node, to: &steps)
                // Of what is empty there is no second copy: a few braces in one another would count for ever.
                if steps.count == before { break }
            }
            guard let most else { return try writeLoop(node, to: &steps) }
            try write(optional: node, times: most - least, to: &steps)
        }
    }

    private static func write(choice nodes: [PatternNode], to steps: inout [Step]) throws(Problem) {
        var ends: [Int] = []
        for (index, node) in nodes.enumerated() {
            let isLast = index == nodes.count - 1
            let start = steps.count
            if !isLast { steps.append(.go(0)) }
            try write(node, to: &steps)
            guard !isLast else { continue }
            ends.append(steps.count)
            steps.append(.go(0))
            steps[start] = .either(start + 1, steps.count)
        }
        for end in ends { steps[end] = .go(steps.count) }
    }

    private static func writeLoop(_ node: PatternNode, to steps: inout [Step]) throws(Problem) {
        let start = steps.count
        steps.append(.go(0))
        try write(node, to: &steps)
        steps.append(.go(start))
        steps[start] = .either(start + 1, steps.count)
    }

    private static func write(optional node: PatternNode, times: Int, to steps: inout [Step]) throws(Problem) {
        var starts: [Int] = []
        for _ in 0..<max(0, times) {
            starts.append(steps.count)
            steps.append(.go(0))
            try write(node, to: &steps)
        }
        for start in starts { steps[start] = .either(start + 1, steps.count) }
    }
}

/// Steps, each once, in the order in which they came.
private struct StepSet {
    private(set) var members: [Int] = []
    private var isMember: [Bool]

    init(count: Int) { isMember = Array(repeating: false, count: count) }

    mutating func insert(_ step: Int) -> Bool {
        guard !isMember[step] else { return false }
        isMember[step] = true
        members.append(step)
        return true
    }

    mutating func removeAll() {
        for step in members { isMember[step] = false }
        members.removeAll(keepingCapacity: true)
    }
}
