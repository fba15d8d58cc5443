// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@testable import understudy

@Suite("A home")
struct HomeTests {
    private func mode(of path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test("an empty --home is wrong usage")
    func empty() async throws {
        let ending = try await Program.run(["runs", "list", "--home", ""])
        #expect(ending.status == 2)
        #expect(ending.errors.contains("--home") && ending.errors.contains("empty"), "\(ending)")
    }

    @Test("somebody else's folder is refused and stays as it was")
    func foreign() async throws {
        try await withTemporaryFolder(mode: 0o755) { folder in
            try folder.write("mine", to: "letter.txt")
            let ending = try await Program.run(["status", "--home", folder.path])
            #expect(ending.status == 2, "\(ending)")
            #expect(ending.errors.contains(folder.path) && ending.errors.contains("[home_unusable]"), "\(ending)")
            #expect(try mode(of: folder.path) == 0o755)
            #expect(try folder.contents() == ["letter.txt"])
        }
    }

    @Test(
        "a folder of the system, one that everybody shares, and a file are refused",
        arguments: ["/", "/usr", "/tmp", "/etc/passwd"]
    )
    func system(_ path: String) async throws {
        let before = try mode(of: path)
        let ending = try await Program.run(["status", "--home", path])
        #expect(ending.status == 2, "\(ending)")
        #expect(ending.errors.contains("The home \(path) cannot be used"), "\(ending)")
        #expect(try mode(of: path) == before)
    }

    @Test("a link to a folder of the system is one")
    func link() async throws {
        try await withTemporaryFolder { folder in
            try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "/var/lib")
            #expect(throws: CommandError.self) { try HomeFolder.prepare(folder.file("link")) }
        }
    }

    @Test("an empty folder becomes a home, and a home stays one")
    func adopted() async throws {
        try await withTemporaryFolder { folder in
            for _ in 0..<2 {
                let ending = try await Program.run(["runs", "list", "--home", folder.path])
                #expect(ending.status == 0, "\(ending)")
            }
            #expect(try folder.contents().contains("audit.sqlite"))
        }
    }

    @Test("commands at the same time wait for each other")
    func sideBySide() async throws {
        try await withHome { home, _ in
            try await withThrowingTaskGroup(of: Ending.self) { group in
                for command in [["runs"], ["skills"], ["audit", "tail"], ["approvals"], ["secrets"], ["grants"]] {
                    group.addTask { try await Program.run(command + ["--home", home]) }
                }
                for try await ending in group { #expect(ending.status == 0, "\(ending)") }
            }
        }
    }

    @Test("what a killed process left behind is as if it were not there")
    func stale() async throws {
        try await withHome { home, folder in
            try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
            try folder.write("", to: "home/appliance.lock")
            try folder.write(#"{"pid":4194305,"address":"http://127.0.0.1:9"}"#, to: "home/appliance.json")
            let ending = try await Program.run(["runs", "list", "--home", home])
            #expect(ending.status == 0, "\(ending)")
            #expect(!FileManager.default.fileExists(atPath: home + "/appliance.json"))
        }
    }

    @Test("a home that is not let go is refused in the end, naming the process")
    func held() async throws {
        try await withTemporaryFolder { folder in
            let home = try await Home.take(folder.path)
            await #expect { try await Home.reach(home.path, within: .milliseconds(50)) } throws: { error in
                let error = error as? CommandError
                return error?.code == "home_in_use" && error?.message.contains("process id \(getpid())") == true
            }
        }
    }

    @Test("who waits for a home gets it as soon as it is let go")
    func handedOver() async throws {
        try await withTemporaryFolder { folder in
            var first: Home? = try await Home.take(folder.path)
            async let second = Home.take(folder.path)
            #expect(first?.path == folder.path)
            first = nil
            #expect(try await second.path == folder.path)
        }
    }
}
