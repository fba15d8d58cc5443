// SPDX-License-Identifier: Apache-2.0
import Console
import Foundation
import TestSupport
import Testing

@testable import understudy

@Suite("What the browser gets from the appliance")
struct InheritanceTests {
    /// What each open descriptor of a process leads to.
    private func descriptors(of process: Int32) throws -> [Int: String] {
        let folder = "/proc/\(process)/fd"
        var result: [Int: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            guard let number = Int(name) else { continue }
            // One that was closed meanwhile leads nowhere.
            result[number] = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
        }
        return result
    }

    @Test("is no open file, pipe or socket but its three standard streams, not even one that the appliance inherited")
    func noDescriptors() async throws {
        try await withHome { home, folder in
            let letter = try folder.write("not for the browser", to: "letter.txt")
            // Opened before the appliance, so that nothing has marked it to be closed.
            let script = #"exec 7<"$1"; shift; exec "$@""#
            let serve = ["serve", "--home", home, "--port", "0", "--cdp-port", "0"]
            try await Program.start(["-c", script, "sh", letter, Program.path] + serve, of: "/bin/sh") { appliance in
                _ = try await appliance.line(beginningWith: "browser ")
                let status = try await RemoteAppliance.serving(home).status()
                let browser = try descriptors(of: Int32(#require(status.browser.pid))).filter { $0.key > 2 }
                let own = try descriptors(of: appliance.id)
                #expect(own[7] == letter, "the appliance itself has it")
                #expect(!browser.isEmpty)
                let shared = Set(browser.values).intersection(own.values)
                #expect(shared.allSatisfy { $0.hasPrefix("/dev/") || $0.hasPrefix("anon_inode:") }, "\(shared)")
                let files = browser.values.filter { $0.hasPrefix(folder.path) }
                #expect(files.allSatisfy { $0.hasPrefix(home + "/profiles/default/") }, "\(files)")
            }
        }
    }
}
