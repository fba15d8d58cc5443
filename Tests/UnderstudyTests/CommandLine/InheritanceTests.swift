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

    /// Runs a program with a descriptor 7 that nothing has marked to be closed.
    private static let withLetter = #"exec 7<"$1"; shift; exec "$@""#

    @Test("the keeper leaves what it starts with three descriptors, whatever it was given itself")
    func keeper() async throws {
        try await withTemporaryFolder { folder in
            let letter = try folder.write("not for the browser", to: "letter.txt")
            let list = ["/bin/ls", "-l", "/proc/self/fd"]
            let keeper = [Program.path, "keeper", "\(getpid())", "-"]
            let all = try await Program.start(["-c", Self.withLetter, "sh", letter] + list, of: "/bin/sh") {
                try await $0.waitForEnd()
            }
            #expect(all.output.contains(letter), "\(all)")
            let kept = try await Program.start(["-c", Self.withLetter, "sh", letter] + keeper + list, of: "/bin/sh") {
                try await $0.waitForEnd()
            }
            #expect(kept.status == 0 && kept.output.contains(" 2 -> ") && !kept.output.contains(letter), "\(kept)")
        }
    }

    @Test("is no open file, pipe or socket but its three standard streams, not even one that the appliance inherited")
    func noDescriptors() async throws {
        try await withHome { home, folder in
            let letter = try folder.write("not for the browser", to: "letter.txt")
            let serve = ["serve", "--home", home, "--port", "0", "--cdp-port", "0"]
            try await Program.start(["-c", Self.withLetter, "sh", letter, Program.path] + serve, of: "/bin/sh") {
                appliance in
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
