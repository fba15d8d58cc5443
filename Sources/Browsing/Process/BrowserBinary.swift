// SPDX-License-Identifier: Apache-2.0
internal import CLinux

/// The browser's executable on disk.
///
/// Debian's `/usr/bin/chromium*` are shell scripts, one of them without `exec`, so that a kill would reach the script
/// and miss the browser: the binaries below `/usr/lib/chromium` are started instead.
public struct BrowserBinary: Sendable, Hashable {
    /// Which of Chromium's two headless forms it is.
    public enum Flavour: String, Sendable, Hashable {
        /// The whole browser; its headless mode is a switch.
        case full
        /// `chromium-headless-shell`: lighter, always headless, no PDF view.
        case headlessShell
    }

    /// Absolute path of the executable.
    public let path: String
    /// Which form it is, told by its name.
    public let flavour: Flavour

    /// Where Debian puts them, best first.
    public static let candidates = [
        "/usr/lib/chromium/chromium",
        "/usr/lib/chromium/chromium-headless-shell",
    ]

    /// The oldest major version whose protocol holds everything in use.
    public static let oldestMajorVersion = 140

    /// The number before the first point: 156 of `Chrome/156.0.8078.79`.
    static func majorVersion(of product: String) -> Int? {
        product.split(separator: "/").last?.split(separator: ".").first.flatMap { Int($0) }
    }

    /// Finds the executable.
    ///
    /// - Parameters:
    ///   - preferred: what the person named with `--chromium`; nil for Debian's places.
    ///   - isExecutable: asks the file system.
    /// - Throws: ``BrowsingError`` with `browser_not_found`.
    public static func find(
        preferred: String?,
        isExecutable: (String) -> Bool = BrowserBinary.isExecutable
    ) throws(BrowsingError) -> BrowserBinary {
        if let preferred {
            guard isExecutable(preferred) else {
                throw BrowsingError(
                    code: .browserNotFound,
                    message: "There is no executable browser at \(preferred): give --chromium the path of a Chromium."
                )
            }
            return BrowserBinary(path: preferred)
        }
        guard let found = candidates.first(where: isExecutable) else {
            throw BrowsingError(
                code: .browserNotFound,
                message: "Chromium is not installed: run 'apt-get install chromium', or name one with --chromium PATH."
            )
        }
        return BrowserBinary(path: found)
    }

    /// Whether the file system says that a file may be executed.
    public static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

    /// Takes a path as it is.
    public init(path: String) {
        self.path = path
        self.flavour = path.hasSuffix("headless-shell") ? .headlessShell : .full
    }
}
