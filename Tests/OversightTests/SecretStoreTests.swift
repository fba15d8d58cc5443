// SPDX-License-Identifier: Apache-2.0
import Foundation
import Oversight
import Testing
import Vocabulary
import WebAddresses

@Suite("Secrets")
struct SecretStoreTests {
    private let log = MemoryLog()
    private let value = Secret("correct horse")

    @Test("a value is given for exactly its origin, also after a restart")
    func exactOrigin() async throws {
        try await withHome { home in
            try await SecretStore(home: home).set("shop-password", origin: .shop, value: value, events: log)
            let store = try SecretStore(home: home)
            #expect(try store.take(name: "shop-password", for: .shop).revealForTyping() == "correct horse")
            for other in [
                "http://shop.example", "https://shop.example:8443", "https://www.shop.example",
                "https://shop.example.evil.test",
            ] {
                let origin = try WebOrigin(other)
                let error = #expect(throws: OversightError.self) { try store.take(name: "shop-password", for: origin) }
                #expect(error?.reason == .denied(.secretBoundElsewhere))
            }
            let error = #expect(throws: OversightError.self) { try store.take(name: "other", for: .shop) }
            #expect(error?.reason == .secretUnknown)
        }
    }

    @Test("what one run is told is that run's, bound and looked for like any other, in no file, and gone with the run")
    func told() async throws {
        try await withHome { home in
            let store = try SecretStore(home: home)
            try await store.set("code", origin: .shop, value: value, events: log)
            let (run, other) = (RunID.new(), RunID.new())
            try store.tell(run, "code", origin: .pay, value: Secret("739-204-118"))
            #expect(try store.take(name: "code", for: .pay, in: run).revealForTyping() == "739-204-118")
            let error = #expect(throws: OversightError.self) { try store.take(name: "code", for: .shop, in: run) }
            #expect(error?.reason == .denied(.secretBoundElsewhere))
            #expect(try store.take(name: "code", for: .shop, in: other).revealForTyping() == "correct horse")
            #expect(store.masked("it is 739 204 118") == "it is [secret code]")
            #expect(store.list().count == 1)
            #expect(throws: OversightError.self) { try store.tell(run, "code", origin: .pay, value: Secret("")) }
            #expect(try !String(contentsOfFile: home + "/secrets.json", encoding: .utf8).contains("739"))
            store.forgetTold(run)
            #expect(store.masked("it is 739 204 118") == "it is 739 204 118")
            #expect(try store.take(name: "code", for: .shop, in: run).revealForTyping() == "correct horse")
        }
    }

    @Test("the file is its owner's only, and a value is in no event and no list")
    func hidden() async throws {
        try await withHome { home in
            let store = try SecretStore(home: home)
            try await store.set("pin", origin: .pay, value: value, events: log)
            try await store.set("shop-password", origin: .shop, value: value, events: log)
            let mode = try FileManager.default.attributesOfItem(atPath: home + "/secrets.json")[.posixPermissions]
            #expect((mode as? NSNumber)?.intValue == 0o600)
            #expect(store.list().map(\.name) == ["pin", "shop-password"])
            #expect(store.list().map(\.origin) == [.pay, .shop])
            var shown = ""
            dump(store, to: &shown)
            dump(store.list(), to: &shown)
            dump(log.events, to: &shown)
            dump(try store.take(name: "pin", for: .pay), to: &shown)
            #expect(!shown.contains("correct horse"))
            #expect(shown.contains("shop-password"))
            #expect(
                log.events.map { "\($0.name.rawValue) \($0.outcome.rawValue)" } == [
                    "secret_stored started", "secret_stored succeeded", "secret_stored started",
                    "secret_stored succeeded",
                ]
            )
        }
    }

    @Test("a later value takes the place of an earlier one, and a removed one is gone")
    func changing() async throws {
        try await withHome { home in
            let store = try SecretStore(home: home)
            try await store.set("pin", origin: .pay, value: Secret("1"), events: log)
            try await store.set("pin", origin: .shop, value: Secret("2"), events: log)
            #expect(try store.take(name: "pin", for: .shop).revealForTyping() == "2")
            #expect(throws: OversightError.self) { try store.take(name: "pin", for: .pay) }
            try await store.remove("pin", events: log)
            #expect(store.list().isEmpty)
            #expect(try SecretStore(home: home).list().isEmpty)
            let error = await #expect(throws: OversightError.self) { try await store.remove("pin", events: log) }
            #expect(error?.reason == .secretUnknown)
        }
    }

    @Test(
        "a name that is no slug and a value that cannot be typed are refused",
        arguments: [
            ("", "x"), ("../x", "x"), ("A", "x"), ("pending", "x"), (String(repeating: "a", count: 65), "x"),
            ("pin", ""),
            ("pin", "a\0b"), ("pin", String(repeating: "x", count: 4097)),
        ]
    )
    func invalid(_ name: String, _ value: String) async throws {
        try await withHome { home in
            let store = try SecretStore(home: home)
            let error = await #expect(throws: OversightError.self) {
                try await store.set(name, origin: .shop, value: Secret(value), events: log)
            }
            #expect(error?.reason == .secretInvalid)
            #expect(log.events.isEmpty)
            #expect(!FileManager.default.fileExists(atPath: home + "/secrets.json"))
        }
    }

    @Test("a file that others can read, or that is not ours, is refused without a word of it")
    func unusable() async throws {
        try await withHome { home in
            let path = home + "/secrets.json"
            try await SecretStore(home: home).set("pin", origin: .pay, value: value, events: log)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
            let open = #expect(throws: OversightError.self) { try SecretStore(home: home) }
            #expect(open?.reason == .fileUnusable)
            #expect(open?.message.contains("chmod 600 \(path)") == true)
            try Data("{\"pin\":\"correct horse\"}".utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            let strange = #expect(throws: OversightError.self) { try SecretStore(home: home) }
            #expect(strange?.reason == .fileUnusable)
            #expect(strange?.description.contains("correct") == false)
        }
    }

    @Test("a value that cannot be written, into the log or the file, is not kept")
    func failing() async throws {
        try await withHome { home in
            let store = try SecretStore(home: home)
            log.breakDown()
            await #expect(throws: FileError.self) {
                try await store.set("pin", origin: .pay, value: value, events: log)
            }
            log.mend()
            try FileManager.default.removeItem(atPath: home)
            await #expect(throws: FileError.self) {
                try await store.set("pin", origin: .pay, value: value, events: log)
            }
            #expect(store.list().isEmpty)
            #expect(log.events.last?.outcome == .failed)
        }
    }
}
