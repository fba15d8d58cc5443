// SPDX-License-Identifier: Apache-2.0
import Foundation
import Oversight
import Testing
import Vocabulary
import WebAddresses

@Suite("Grants")
struct GrantStoreTests {
    private let log = MemoryLog()
    private static let form =
        "a grant is a line '  - https://shop.example' below the line 'network_domains:', or a line '  - /srv/pictures' "
        + "below the line 'read_paths:'."

    private func write(_ text: String, to home: String) throws {
        try text.write(toFile: home + "/grants.yaml", atomically: true, encoding: .utf8)
    }

    private func text(in home: String) throws -> String {
        try String(contentsOfFile: home + "/grants.yaml", encoding: .utf8)
    }

    @Test("no file grants nothing")
    func missing() async throws {
        try await withHome { home in
            let current = try GrantStore(home: home).current
            #expect(current == Grants())
        }
    }

    @Test("a file that a person wrote is read, and keeps its comments when the program changes it")
    func comments() async throws {
        try await withHome { home in
            let written = """
                # Ours.

                network_domains: # exact origins
                  - https://shop.example   # the shop
                  -   http://localhost:8080
                """
            try write(written, to: home)
            let store = try GrantStore(home: home)
            #expect(store.current.networkDomains == [.shop, .origin("http://localhost:8080")])
            try await store.add(.pay, by: "operator", events: log)
            #expect(try text(in: home) == written + "\n  - https://pay.example\n")
            try await store.remove(.shop, by: "operator", events: log)
            #expect(
                try text(in: home) == """
                    # Ours.

                    network_domains: # exact origins
                      -   http://localhost:8080
                      - https://pay.example

                    """
            )
            #expect(try GrantStore(home: home).current == store.current)
            #expect(
                log.events.map { "\($0.name.rawValue) \($0.outcome.rawValue)" } == [
                    "grant_added started", "grant_added succeeded", "grant_removed started", "grant_removed succeeded",
                ]
            )
            #expect(log.events[0].extra == ["origin": "https://pay.example", "principal": "operator"])
        }
    }

    @Test("the first grant makes the file, for its owner only")
    func first() async throws {
        try await withHome { home in
            let store = try GrantStore(home: home)
            try await store.add(.shop, by: "operator", events: log)
            #expect(try text(in: home) == "network_domains:\n  - https://shop.example\n")
            let mode = try FileManager.default.attributesOfItem(atPath: home + "/grants.yaml")[.posixPermissions]
            #expect((mode as? NSNumber)?.intValue == 0o600)
            try await store.add(.shop, by: "operator", events: log)
            #expect(log.events.count == 2)
        }
    }

    @Test(
        "a file that is not of its form is refused, with the line",
        arguments: [
            ("network_domains:\n  - shop.example\n", 2, "this is no origin such as https://shop.example."),
            ("network_domains:\n  - https://shop.example/menu\n", 2, "this is no origin such as https://shop.example."),
            ("network_domains:\n  - https://*.example\n", 2, "this is no origin such as https://shop.example."),
            ("network_domains:\n  - \"https://shop.example\"\n", 2, "this is no origin such as https://shop.example."),
            ("network_domains:\n  - &a https://shop.example\n", 2, "this is no origin such as https://shop.example."),
            (
                "network_domains:\n  - https://shop.example\n\n  - HTTPS://Shop.example:443\n", 4,
                "https://shop.example is granted twice."
            ),
            ("read_paths:\n  - pictures\n", 2, "this is no absolute path such as /srv/pictures."),
            ("read_paths:\n  - /srv/../etc\n", 2, "this is no absolute path such as /srv/pictures."),
            ("network_domains:\nnetwork_domains:\n", 2, "'network_domains:' is written twice."),
            (
                "  - https://shop.example\n", 1,
                GrantStoreTests.form
            ),
            (
                "network_domains:\n- https://shop.example\n", 2,
                GrantStoreTests.form
            ),
            (
                "network_domains: [https://shop.example]\n", 1,
                GrantStoreTests.form
            ),
            (
                "network_domains:\n\t- https://shop.example\n", 2,
                GrantStoreTests.form
            ),
            (
                "write_paths:\n", 1,
                GrantStoreTests.form
            ),
        ]
    )
    func refused(_ content: String, _ line: Int, _ why: String) async throws {
        try await withHome { home in
            try write(content, to: home)
            let error = #expect(throws: OversightError.self) { try GrantStore(home: home) }
            #expect(error?.reason == .grantsInvalid)
            #expect(error?.message == "\(home)/grants.yaml:\(line): \(why)")
        }
    }

    @Test("what may never be reached is not granted, and what is not granted cannot be taken back")
    func impossible() async throws {
        try await withHome { home in
            let store = try GrantStore(home: home)
            for text in ["http://169.254.169.254", "http://0.0.0.0:8094"] {
                let origin = try WebOrigin(text)
                let error = await #expect(throws: OversightError.self) {
                    try await store.add(origin, by: "operator", events: log)
                }
                #expect(error?.reason == .denied(.addressForbidden))
            }
            let error = await #expect(throws: OversightError.self) {
                try await store.remove(.shop, by: "operator", events: log)
            }
            #expect(error?.reason == .grantUnknown)
            #expect(log.events.isEmpty)
        }
    }

    @Test("a grant that cannot be written, into the log or the file, is none")
    func failing() async throws {
        try await withHome { home in
            let store = try GrantStore(home: home)
            try await store.add(.pay, by: "operator", events: log)
            log.breakDown()
            await #expect(throws: FileError.self) { try await store.add(.shop, by: "operator", events: log) }
            await #expect(throws: FileError.self) { try await store.remove(.pay, by: "operator", events: log) }
            #expect(store.current.networkDomains == [.pay])
            log.mend()
            try FileManager.default.removeItem(atPath: home)
            await #expect(throws: FileError.self) { try await store.add(.shop, by: "operator", events: log) }
            #expect(store.current.networkDomains == [.pay])
            #expect(log.events.last?.outcome == .failed)
        }
    }
}
