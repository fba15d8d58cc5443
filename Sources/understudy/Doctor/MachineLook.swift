// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Foundation

/// Looks at the machine: packages, the browser's file, the account that runs it.
enum MachineLook {
    /// The Debian packages that a run stands on besides the libraries, without which this program would not start.
    static let packages = ["chromium", "chromium-sandbox", "ca-certificates"]

    static func packages(for browser: BrowserOptions) -> Check {
        guard browser.chromium == nil, browser.attach == nil else {
            return .good("packages", "not looked at: the browser is one of your own")
        }
        guard let installed = installedPackages() else {
            return .good("packages", "not looked at: this machine has no dpkg-query")
        }
        let missing = packages.filter { !installed.contains($0) }
        guard !missing.isEmpty else { return .good("packages", packages.joined(separator: ", ")) }
        let list = missing.joined(separator: " ")
        return .bad("packages", "missing: \(list)", mend: "apt-get install \(list)")
    }

    static func binary(_ browser: BrowserOptions) -> Check {
        .of("browser", mend: "apt-get install chromium, or --chromium PATH") {
            try browser.attach ?? BrowserBinary.find(preferred: browser.chromium).path
        }
    }

    static func user(_ browser: BrowserOptions) -> Check {
        .of("browser user", mend: "useradd --system understudy") {
            try BrowserUser.resolve(preferred: browser.browserUser)?.name ?? "the same as yours"
        }
    }

    private static func installedPackages() -> Set<String>? {
        let query = Process()
        query.executableURL = URL(fileURLWithPath: "/usr/bin/dpkg-query")
        query.arguments = ["-W", "-f", "${db:Status-Status} ${Package}\\n"] + packages
        let output = Pipe()
        query.standardOutput = output
        query.standardError = FileHandle.nullDevice
        do { try query.run() } catch { return nil }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        query.waitUntilExit()
        let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
        return Set(lines.filter { $0.first == "installed" }.compactMap(\.last).map(String.init))
    }
}
