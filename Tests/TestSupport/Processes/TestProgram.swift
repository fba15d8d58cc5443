// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// A program that a test writes for itself.
public enum TestProgram {
    /// The shell could not write it.
    struct NotWritten: Error { let path: String }

    /// Writes a script that can be started at once.
    ///
    /// It is written by a process of its own: what other tests start meanwhile would hold the file open for writing for a
    /// moment, and such a file cannot be started (`ETXTBSY`,
    /// [execve(2)](https://man7.org/linux/man-pages/man2/execve.2.html)).
    public static func write(_ script: String, to path: String) throws {
        let writer = Process()
        writer.executableURL = URL(fileURLWithPath: "/bin/sh")
        writer.arguments = ["-c", #"printf '%s\n' "$1" > "$2" && chmod 755 "$2""#, "sh", script, path]
        try writer.run()
        writer.waitUntilExit()
        guard writer.terminationStatus == 0 else { throw NotWritten(path: path) }
    }
}
