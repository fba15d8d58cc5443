// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Oversight
import Testing
import Vocabulary
import WebAddresses

@Suite("Folders that may be read from")
struct ReadPathTests {
    private let log = MemoryLog()

    private func decide(_ files: [String], folders: Set<String>) -> String {
        let request = ActionRequest.doing(.upload(files: files, on: .shop))
        let granted = Grants(networkDomains: [.shop], readPaths: folders)
        switch evaluate(request, skillGrants: Grants(), globalGrants: granted, killSwitch: false) {
        case .allow: return "allow"
        case .deny(let violation): return violation.reason.rawValue
        case .requireApproval(let violation): return "ask: " + violation.reason.rawValue
        }
    }

    @Test(
        "a file is given only out of a granted folder, name by name",
        arguments: [
            ("/srv/in/a.png", "allow"), ("/srv/in/deep/a.png", "allow"), ("/srv/inn/a.png", "path_not_granted"),
            ("/srv/a.png", "path_not_granted"), ("/srv/in/../a.png", "path_not_granted"),
            ("srv/in/a.png", "path_not_granted"), ("/srv/in//a.png", "path_not_granted"), ("", "path_not_granted"),
        ]
    )
    func inside(_ path: String, _ verdict: String) {
        #expect(decide([path], folders: ["/srv/in"]) == verdict)
        #expect(decide([path], folders: []) == "path_not_granted")
        #expect(decide(["/srv/in/good.png", path], folders: ["/srv/in"]) == verdict)
    }

    @Test("a site that is not granted gets no file, wherever that lies")
    func site() {
        let request = ActionRequest.doing(.upload(files: ["/srv/in/a"], on: .origin("https://evil.test")))
        let granted = Grants(networkDomains: [.shop], readPaths: ["/srv/in"])
        guard
            case .deny(let violation) = evaluate(
                request,
                skillGrants: Grants(),
                globalGrants: granted,
                killSwitch: false
            )
        else {
            Issue.record("it was allowed")
            return
        }
        #expect(violation.reason == .domainNotGranted)
    }

    @Test("a folder is granted under its real path, written below its own line, and taken back")
    func store() async throws {
        try await withHome { home in
            try await withHome { outside in
                let real = URL(fileURLWithPath: outside).resolvingSymlinksInPath().path
                mkdir(real + "/pictures", 0o755)
                symlink(real + "/pictures", real + "/way")
                let store = try GrantStore(home: home)
                try await store.add(.shop, by: "operator", events: log)
                try await store.add(readPath: real + "/way", by: "operator", events: log)
                try await store.add(.pay, by: "operator", events: log)
                let text = try String(contentsOfFile: home + "/grants.yaml", encoding: .utf8)
                #expect(
                    text == """
                        network_domains:
                          - https://shop.example
                          - https://pay.example
                        read_paths:
                          - \(real)/pictures

                        """
                )
                let again = try GrantStore(home: home).current
                #expect(again.readPaths == [real + "/pictures"] && again.networkDomains == [.shop, .pay])
                #expect(log.events.contains { $0.extra["read_path"]?.string == real + "/pictures" })
                rmdir(real + "/pictures")
                try await store.remove(readPath: real + "/pictures", by: "operator", events: log)
                #expect(store.current.readPaths.isEmpty && store.current.networkDomains == [.shop, .pay])
            }
        }
    }

    @Test("what holds keys, devices or the home itself is never granted, also not by a line in the file")
    func forbidden() async throws {
        try await withHome { home in
            let store = try GrantStore(home: home)
            for path in [
                "/", "/etc", "/proc/self", "/dev", "relative", "/nowhere/at/all", home, home + "/tokens", "/dev/null",
            ] {
                await #expect(throws: OversightError.self, "\(path)") {
                    try await store.add(readPath: path, by: "operator", events: log)
                }
            }
            try "read_paths:\n  - /\n".write(toFile: home + "/grants.yaml", atomically: true, encoding: .utf8)
            #expect(throws: OversightError.self) { try GrantStore(home: home) }
            try "read_paths:\n  - /etc\n  - \(home)\n"
                .write(toFile: home + "/grants.yaml", atomically: true, encoding: .utf8)
            #expect(try GrantStore(home: home).current == Grants())
        }
    }
}
