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
        guard !write(text + "\n", to: STDOUT_FILENO) else { return }
        // Whoever read it has gone, as `head` does: end as every program does then.
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
    }

    /// Prints a result as JSON.
    static func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// - Returns: false when nobody reads any more.
    @discardableResult
    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        do throws(FileError) {
            try PrivateFile.writeAll(Array(text.utf8), to: descriptor, path: "the output")
            return true
        } catch {
            return errno != EPIPE
        }
    }

    /// Says what is going on, for people only.
    static func note(_ text: String) {
        write(text + "\n", to: STDERR_FILENO)
    }

    /// Says what went wrong and what to do.
    static func error(_ error: any ExplainedError) { Self.error(error.description) }

    /// Says what went wrong.
    static func error(_ text: String) { note("error: \(text)") }

    /// Shows one line that the next one replaces; nothing where nobody looks.
    static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        write("\r\u{1B}[K\(text)", to: STDERR_FILENO)
    }

    /// Removes the progress line.
    static func endProgress() {
        guard isatty(STDERR_FILENO) == 1 else { return }
        write("\r\u{1B}[K", to: STDERR_FILENO)
    }

    /// Asks a yes-or-no question; no is the default.
    static func confirm(_ question: String) -> Bool {
        write("\(question) [y/N] ", to: STDERR_FILENO)
        return readLine()?.lowercased().hasPrefix("y") ?? false
    }

    /// Asks for one line; empty when nothing is given.
    static func line(_ question: String) -> String {
        write(question, to: STDERR_FILENO)
        return readLine() ?? ""
    }

    /// Asks for a number below a limit; nil when nothing, or something else, is given.
    static func number(below limit: Int, _ question: String) -> Int? {
        while true {
            write(question, to: STDERR_FILENO)
            guard let line = readLine()?.trimmingCharacters(in: .whitespaces), !line.isEmpty else { return nil }
            if let number = Int(line), (0..<limit).contains(number) { return number }
            note("'\(line)' is none of 0 to \(limit - 1).")
        }
    }

    /// The bytes of one line with its break; `readLine` would put other characters in the place of what is no UTF-8.
    private static func readLineBytes() -> [UInt8] {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.last != UInt8(ascii: "\n"), read(STDIN_FILENO, &byte, 1) == 1 { bytes.append(byte) }
        return bytes
    }

    /// Reads a secret: without echo at a terminal, else the whole of standard input; both without the last line break.
    ///
    /// - Throws: ``CommandError`` with `secret_invalid` when it is not UTF-8.
    static func readSecret(prompt: String) throws -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            return try SecretInput.text(of: Array(FileHandle.standardInput.readDataToEndOfFile()))
        }
        write("\(prompt): ", to: STDERR_FILENO)
        var before = termios()
        tcgetattr(STDIN_FILENO, &before)
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            write("\n", to: STDERR_FILENO)
        }
        return try SecretInput.text(of: readLineBytes())
    }
}
