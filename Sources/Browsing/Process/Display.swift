// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// The screen that a browser with a window needs.
enum Display {
    /// What names a screen in the environment.
    static let variables = ["DISPLAY", "WAYLAND_DISPLAY"]

    /// - Throws: ``BrowsingError`` with `display_missing` when nothing names one.
    static func require() throws(BrowsingError) {
        guard variables.contains(where: { name in getenv(name).map { $0.pointee != 0 } ?? false }) else {
            throw missing(browserLog: [])
        }
    }

    /// Whether the browser's last lines say that it found none.
    static func isMissed(in lines: [String]) -> Bool {
        let words = [
            "missing x server", "cannot open display", "unable to open x display", "failed to connect to wayland",
        ]
        return lines.contains { line in words.contains { line.lowercased().contains($0) } }
    }

    /// The error, in which a person finds what to do.
    static func missing(browserLog: [String]) -> BrowsingError {
        BrowsingError(
            code: .displayMissing,
            message: "There is no display to show the browser's window on: leave out --headful, or set "
                + "\(variables.joined(separator: " or ")) to one that the browser's user may use.",
            browserLog: browserLog
        )
    }
}
