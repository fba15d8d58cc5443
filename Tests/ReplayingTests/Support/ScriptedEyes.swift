// SPDX-License-Identifier: Apache-2.0
import Replaying
import Synchronization
import Vocabulary
import WebAddresses

/// Reads from each picture what a test says, the last again and again.
final class ScriptedEyes: ScreenWords {
    private let script: [[ScreenLine]]
    private let isExcluded: Bool
    /// What breaks it at the first picture; nil when nothing does.
    private let flaw: (any Error)?
    private let seen = Mutex<[(picture: [UInt8], place: String)]>([])

    init(lines script: [[ScreenLine]], isExcluded: Bool = false, breakingWith flaw: (any Error)? = nil) {
        self.script = script
        self.isExcluded = isExcluded
        self.flaw = flaw
    }

    convenience init(_ script: [[String]], isExcluded: Bool = false, breakingWith flaw: (any Error)? = nil) {
        let box = Rectangle(x: 0, y: 0, width: 10, height: 10)
        let lines = script.map { $0.map { ScreenLine(text: $0, box: box) } }
        self.init(lines: lines, isExcluded: isExcluded, breakingWith: flaw)
    }

    func mayRead(_ origins: [WebOrigin]) -> Bool { origins.isEmpty || !isExcluded }

    var pictures: [[UInt8]] { seen.withLock { $0.map(\.picture) } }
    var places: [String] { seen.withLock { $0.map(\.place) } }

    func read(_ picture: [UInt8], of place: String, by deadline: Deadline) async throws -> ScreenPage {
        let count = seen.withLock { seen in
            seen.append((picture, place))
            return seen.count
        }
        if let flaw, count == 1 { throw flaw }
        return ScreenPage(lines: script[min(count, script.count) - 1], isWhole: true, width: 1280)
    }

    func canFind(_ words: String) -> Bool { words.contains { $0.isLetter || $0.isNumber } }

    func isFound(_ words: String, in lines: [ScreenLine]) -> Bool { lines.contains { $0.text.contains(words) } }

    func place(of words: String, in lines: [ScreenLine]) -> ScreenPlace {
        let found = lines.filter { $0.text.contains(words) }
        guard let line = found.first else { return .nowhere }
        return found.count > 1 ? .several : line.text == words ? .at(line) : .amongOthers
    }
}
