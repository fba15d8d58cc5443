// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Synchronization
internal import Vocabulary

/// The rules that count now: those of `observer.yaml` in the home, read again when the file has changed.
public final class ScreenRuleBook: Sendable {
    /// What tells one state of a file from another.
    private struct Mark: Equatable {
        var inode: UInt = 0
        var size = 0
        var seconds = 0
        var nanoseconds = 0
    }

    private struct State {
        var redactor: ScreenRedactor
        var mark: Mark
        var problem: String?
    }

    private let path: String?
    private let state: Mutex<State>

    /// Fixed rules, for tests and for single pictures.
    ///
    /// - Throws: `ScreenTextError` with `rules_invalid` for a pattern that is none.
    public init(_ rules: ScreenRules = ScreenRules()) throws {
        path = nil
        state = Mutex(State(redactor: try ScreenRedactor(rules), mark: Mark(), problem: nil))
    }

    /// The rules of a home; without a file those that always count.
    ///
    /// - Throws: `ScreenTextError` with `rules_invalid`, naming line and column, or `FileError`.
    public init(home: String) throws {
        let path = home + "/observer.yaml"
        self.path = path
        let mark = ScreenRuleBook.mark(of: path)
        let redactor = try ScreenRedactor(try ScreenRuleBook.read(path))
        state = Mutex(State(redactor: redactor, mark: mark, problem: nil))
    }

    /// Reads the file again if it is another one than last time; ``ObservationRings`` does so at each call.
    ///
    /// A file that is wrong changes nothing: the rules before it stay, and ``problem`` says what is wrong.
    public func refresh() {
        guard let path else { return }
        state.withLock { state in
            let mark = ScreenRuleBook.mark(of: path)
            guard mark != state.mark else { return }
            // Marked before it is read: what is written meanwhile is seen next time.
            state.mark = mark
            do {
                let rules = try ScreenRuleBook.read(path)
                state.redactor = try ScreenRedactor(rules, version: state.redactor.version + 1)
                state.problem = nil
            } catch let error as any ExplainedError {
                state.problem = error.message
            } catch {
                state.problem = "\(path) cannot be read."
            }
        }
    }

    /// What is wrong with the file as it is now, for the health; nil when nothing is.
    public var problem: String? { state.withLock { $0.problem } }

    /// What counts now.
    public var redactor: ScreenRedactor { state.withLock { $0.redactor } }

    private static func read(_ path: String) throws -> ScreenRules {
        guard let bytes = try PrivateFile.read(path, limit: ScreenRulesFile.byteLimit) else { return ScreenRules() }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ScreenTextError(.rulesInvalid, "\(path) is not UTF-8: save it as UTF-8.")
        }
        return try ScreenRulesFile.parse(text, path: path)
    }

    private static func mark(of path: String) -> Mark {
        var status = stat()
        guard lstat(path, &status) == 0 else { return Mark() }
        return Mark(
            inode: UInt(status.st_ino),
            size: Int(status.st_size),
            seconds: Int(status.st_mtim.tv_sec),
            nanoseconds: Int(status.st_mtim.tv_nsec)
        )
    }
}
