// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc
internal import Vocabulary

/// What a person at a terminal sees: results on standard output, everything else on standard error.
enum Terminal {
    /// Whether somebody sits at both ends.
    static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Whether somebody sees the results.
    static var isOutputSeen: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Prints a result.
    static func print(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// Prints a result as JSON.
    static func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Says what is going on, for people only.
    static func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Says what went wrong and what to do.
    static func error(_ error: any ExplainedError) { Self.error(error.description) }

    /// Says what went wrong.
    static func error(_ text: String) { note("error: \(text)") }

    /// Shows one line that the next one replaces; nothing where nobody looks.
    static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    /// Removes the progress line.
    static func endProgress() {
        guard isatty(STDERR_FILENO) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }

    /// Asks a yes-or-no question; no is the default.
    static func confirm(_ question: String) -> Bool {
        FileHandle.standardError.write(Data("\(question) [y/N] ".utf8))
        return readLine()?.lowercased().hasPrefix("y") ?? false
    }

    /// Reads a secret: without echo at a terminal, else the whole of standard input without its last line break.
    static func readSecret(prompt: String) -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            var text = String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
            if text.hasSuffix("\n") { text.removeLast() }
            return text
        }
        FileHandle.standardError.write(Data("\(prompt): ".utf8))
        var before = termios()
        tcgetattr(STDIN_FILENO, &before)
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            FileHandle.standardError.write(Data("\n".utf8))
        }
        return readLine() ?? ""
    }
}
