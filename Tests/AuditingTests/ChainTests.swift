// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Testing
import Vocabulary

@testable import Auditing

@Suite("The chain")
struct ChainTests {
    private let event = Event(
        .stepEnded,
        source: .replayer,
        outcome: .succeeded,
        transport: .cdp,
        correlationID: .fixed,
        extra: ["run": "run_1", "matches": ["xpath": 1, "css": 2], "action": "click \"pay\"\n", "zeta": .null]
    )

    @Test("a line is the envelope, canonical, with its hash")
    func golden() {
        let entry = AuditEntry(
            event,
            sequence: 7,
            time: Timestamp(milliseconds: 1_795_168_800_500),
            previous: String(repeating: "ab", count: 32)
        )
        #expect(
            entry.line == #"""
                {"correlation_id":"cor_0000000000000001","event":"step_ended","extra":{"action":"click \"pay\"\n",\#
                "matches":{"css":2,"xpath":1},"run":"run_1","zeta":null},\#
                "hash":"ceb1b19eac8ff5144cad745e571410b5d82f84f9f0d002241715ca9adb2ea611","outcome":"succeeded",\#
                "prev":"abababababababababababababababababababababababababababababababab","schema":1,"seq":7,\#
                "source":"replayer","transport":"cdp","ts":"2026-11-20T10:00:00.500Z"}
                """#
        )
    }

    @Test("a line is what RFC 8785 makes of it, and its hash is SHA-256 over the line without the hash")
    func independent() throws {
        let entry = AuditEntry(event, sequence: 1, time: .now(), previous: AuditEntry.genesis)
        let value = try JSONText.parse(entry.line)
        #expect(CanonicalJSON.text(value) == entry.line)
        var members = try #require(value.object)
        #expect(
            Set(members.keys) == [
                "schema", "seq", "ts", "event", "source", "outcome", "transport", "correlation_id", "extra", "prev",
                "hash",
            ]
        )
        members["hash"] = nil
        let digest = SHA256.hash(data: Data(CanonicalJSON.bytes(.object(members))))
        #expect(entry.hash == digest.map { String(format: "%02x", $0) }.joined())
    }

    @Test("members of the same name inside the event do not deceive the chain")
    func lookalikes() throws {
        let deceiving = Event(
            .requestRefused,
            source: .console,
            outcome: .denied,
            correlationID: CorrelationID(rawValue: "x\",\"hash\":\"y\",\"seq\":9,\"prev\":\"z"),
            extra: ["hash": "0", "prev": "1", "seq": 2, "text": ",\"hash\":\"3\"", "aa": ["hash": "4"], "ts": "5"]
        )
        let entry = AuditEntry(deceiving, sequence: 3, time: .now(), previous: AuditEntry.genesis)
        let text = try #require(LineText(entry.line))
        #expect(text.hash == entry.hash)
        #expect(text.sequence == 3)
        #expect(text.previous == AuditEntry.genesis)
        #expect(AuditEntry.digest(of: text.hashed) == entry.hash)
    }

    @Test(
        "what is no line is not read",
        arguments: ["", "{}", ",\"hash\":", ",\"hash\":\"a", "{\"seq\":1,\"hash\":2}"]
    )
    func notLines(_ text: String) { #expect(LineText(text) == nil) }

    @Test("an event comes back from its line as it was")
    func roundTrip() throws {
        let time = Timestamp(milliseconds: 1_795_168_800_250)
        let entry = AuditEntry(event, sequence: 1, time: time, previous: AuditEntry.genesis)
        let read = try #require(Event.read(entry.line))
        #expect(read.event == event)
        #expect(read.time == time)
    }
}
