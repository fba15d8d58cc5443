// SPDX-License-Identifier: Apache-2.0
import Console
import ConsoleTesting
import Egress
import SkillKit
import Testing
import Vocabulary

@testable import understudy

@Suite("Remote appliance")
struct RemoteApplianceTests {
    private func withRemote(
        _ body: @escaping @Sendable (RemoteAppliance, TestConsole) async throws -> Void
    ) async throws {
        try await withConsole { console in
            let remote = try RemoteAppliance(
                address: console.address,
                home: String(console.tokenFolder.dropLast("/tokens".count))
            )
            try await body(remote, console)
        }
    }

    private func expectSame<Value: Equatable & Sendable>(
        _ remote: RemoteAppliance,
        _ console: TestConsole,
        _ call: @Sendable (any ApplianceControl) async throws -> Value
    ) async throws {
        let near = try await call(console.appliance)
        let asked = console.appliance.calls.last
        let far = try await call(remote)
        #expect(near == far)
        #expect(console.appliance.calls.last == asked)
    }

    @Test("every call that reads gives what the appliance itself gives")
    func reads() async throws {
        try await withRemote { remote, console in
            for name in [EventName.runStarted, .stepStarted, .secretTyped] { console.appliance.append(name) }
            try await expectSame(remote, console) { try await $0.status() }
            try await expectSame(remote, console) { try await $0.recordings() }
            try await expectSame(remote, console) { try await $0.recording(Sample.skill) }
            try await expectSame(remote, console) { try await $0.skills() }
            try await expectSame(remote, console) { try await $0.skill(Sample.skill) }
            try await expectSame(remote, console) { try await $0.pendingSkills() }
            try await expectSame(remote, console) { try await $0.pendingSkill(Sample.skill, "0123456789ab") }
            try await expectSame(remote, console) { try await $0.runs(limit: 3) }
            try await expectSame(remote, console) { try await $0.run(Sample.run) }
            try await expectSame(remote, console) { try await $0.approvals() }
            try await expectSame(remote, console) { try await $0.grants() }
            try await expectSame(remote, console) { try await $0.secrets() }
            try await expectSame(remote, console) { try await $0.verifyAudit() }
            console.appliance.append(tampered: "no line")
            try await expectSame(remote, console) { try await $0.auditLines(after: 1, limit: 5) }
            try await expectSame(remote, console) { try await $0.events(EventQuery(after: 1, limit: 5)) }
            try await expectSame(remote, console) { try await $0.events(EventQuery(after: -1, event: "secret_typed")) }
        }
    }

    @Test("every call that does something is done by the appliance with the same words")
    func acts() async throws {
        try await withRemote { remote, console in
            let start = StartRecording(name: "Order ☕", url: "https://shop.example/?a=b&c")
            try await expectSame(remote, console) { try await $0.startRecording(start, by: .operator) }
            try await expectSame(remote, console) { try await $0.stopRecording(Sample.skill, by: .operator) }
            try await expectSame(remote, console) { try await $0.taughtSteps(Sample.skill) }
            let goOn = ContinueSkill(step: 3, inputs: ["coffeeKind": "Flat white"])
            try await expectSame(remote, console) { try await $0.continueSkill(Sample.skill, goOn, by: .operator) }
            for edit in [EditRecording(edit: "undo"), EditRecording(edit: "rename", step: 2, name: "look")] {
                try await expectSame(remote, console) {
                    try await $0.editRecording(Sample.skill, edit, by: .operator)
                }
            }
            let pick = PickElement(for: "wait_for", name: "done", seconds: 3)
            try await expectSame(remote, console) { try await $0.pickElement(Sample.skill, pick, by: .operator) }
            for file in [Array(Sample.source.utf8), [0x61, 0xFF, 0x0D, 0x0A]] {
                try await expectSame(remote, console) { try await $0.importSkill(file, by: .operator) }
            }
            try await expectSame(remote, console) {
                try await $0.approve(Sample.skill, sha256: Sample.sha256, by: .operator)
            }
            try await expectSame(remote, console) {
                try await $0.startRun(Sample.skill, StartRun(inputs: ["coffeeKind": "Flat white"]), by: .operator)
            }
            try await expectSame(remote, console) { try await $0.cancelRun(Sample.run, by: .operator) }
            try await expectSame(remote, console) {
                try await $0.answerRun(Sample.run, RunAnswer(decision: .approve), by: .operator)
            }
            try await expectSame(remote, console) {
                try await $0.decide(Sample.approval, Decide(decision: .deny), by: .operator)
            }
            try await expectSame(remote, console) {
                let answer = SignIn(origin: "https://a.example", user: "ada", password: "p")
                return try await $0.signIn(Sample.skill, answer, by: .operator)
            }
            try await expectSame(remote, console) { try await $0.logins() }
            try await expectSame(remote, console) { try await $0.models() }
            try await expectSame(remote, console) { try await $0.observer(by: .operator) }
            try await expectSame(remote, console) { try await $0.pauseObserver(by: .operator) }
            try await expectSame(remote, console) { try await $0.resumeObserver(by: .operator) }
            try await expectSame(remote, console) {
                try await $0.purgeObserver(PurgeObservations(run: Sample.run), by: .operator)
            }
            try await expectSame(remote, console) {
                let tab = TabID(rawValue: "tab_1")
                let query = ObservationQuery(run: Sample.run, tab: tab, since: 3, words: "total due", wantsTicks: true)
                // When it was asked is counted from now, and differs.
                let page = try await $0.observations(query, by: .operator)
                return try ConsoleJSON.encode(page)
            }
            try await expectSame(remote, console) { try await $0.testModels(by: .operator) }
            try await expectSame(remote, console) { try await $0.addLogin(Sample.skill, by: .operator) }
            try await expectSame(remote, console) { try await $0.removeLogin(Sample.skill, by: .operator) }
            try await expectSame(remote, console) { try await $0.addGrant(.origin("https://a.example"), by: .operator) }
            try await expectSame(remote, console) { try await $0.addGrant(.readPath("/srv/pictures"), by: .operator) }
            try await expectSame(remote, console) {
                try await $0.removeGrant(.readPath("/srv/pictures"), by: .operator)
            }
            try await expectSame(remote, console) {
                try await $0.removeGrant(.origin("https://a.example"), by: .operator)
            }
            try await expectSame(remote, console) { control -> Bool in
                try await control.reject(Sample.skill, sha256: Sample.sha256, because: "weak", by: .operator)
                return true
            }
            try await expectSame(remote, console) { control -> Bool in
                try await control.deleteSkill(Sample.skill, by: .operator)
                return true
            }
            try await expectSame(remote, console) { control -> Bool in
                try await control.setKillSwitch(true, by: .operator)
                return true
            }
            let secret = SetSecret(name: "n m/%", origin: "https://a.example", value: "\"☕\n")
            try await expectSame(remote, console) { control -> Bool in
                try await control.setSecret(secret, by: .operator)
                return true
            }
            try await expectSame(remote, console) { control -> Bool in
                try await control.removeSecret(secret.name, by: .operator)
                return true
            }
        }
    }

    @Test("waiting for a run asks until it is over or needs a person")
    func waiting() async throws {
        try await withRemote { remote, console in
            console.appliance.setRunState(.needsPerson)
            let detail = try await remote.awaitRun(Sample.run, for: .seconds(300))
            #expect(detail.waitsFor?.id == Sample.approval)
            #expect(console.appliance.calls == ["awaitRun run_1 60.0"])
            console.appliance.setRunState(.running)
            #expect(try await remote.awaitRun(Sample.run, for: .zero).summary.state == .running)
        }
    }

    @Test(
        "errors come with the appliance's own code, words and kind",
        arguments: [
            ErrorKind.usage, .notFound, .conflict, .invalid, .refused, .timedOut, .unavailable, .failed,
        ]
    )
    func errors(kind: ErrorKind) async throws {
        try await withRemote { remote, console in
            console.appliance.fail(with: MemoryError(code: "some_code", message: "Some words.", kind: kind))
            let error = await #expect(throws: CommandError.self) { _ = try await remote.status() }
            #expect(error?.code == "some_code")
            #expect(error?.message == "Some words.")
            #expect(error?.kind == kind)
        }
    }

    @Test(
        "what was found in a skill's file is shown exactly as the appliance itself shows it",
        arguments: ["nonsense: 1\n", "understudy: 1\nname: [\n"]
    )
    func diagnostics(source: String) async throws {
        try await withRemote { remote, console in
            let near = try #require(throws: SkillError.self) {
                try SkillRegistry.pending(Array(source.utf8), file: "skill.yaml")
            }
            #expect(!near.diagnostics.isEmpty)
            console.appliance.fail(with: near)
            let far = await #expect(throws: CommandError.self) {
                try await remote.importSkill(Array(source.utf8), by: .operator)
            }
            #expect(far?.description == near.description)
            #expect(far?.diagnostics == near.diagnostics)
            #expect(far?.kind == near.kind)
        }
    }

    @Test("events come as they are written, from the asked number, and end with the server")
    func events() async throws {
        try await withRemote { remote, console in
            for _ in 1...3 { console.appliance.append(.runStarted) }
            var iterator = remote.eventStream(after: 1, of: nil).makeAsyncIterator()
            #expect(try await iterator.next()?.seq == 2)
            #expect(try await iterator.next()?.seq == 3)
            console.appliance.append(.runEnded)
            let line = try await iterator.next()
            #expect(line?.json == "{\"event\":\"run_ended\",\"schema\":1,\"seq\":4}")
            await console.shutDown()
            #expect(try await iterator.next() == nil)
        }
    }

    @Test("of one run only its events come")
    func eventsOfOneRun() async throws {
        try await withRemote { remote, console in
            let (mine, other) = (RunID(rawValue: "run_a b&c"), RunID(rawValue: "run_other"))
            console.appliance.append(.runStarted, of: other)
            console.appliance.append(.runStarted, of: mine)
            var iterator = remote.eventStream(after: 0, of: mine).makeAsyncIterator()
            let before = try await iterator.next()
            #expect(before?.seq == 2)
            console.appliance.append(.runEnded, of: other)
            console.appliance.append(.browserExited)
            console.appliance.append(.runEnded, of: mine)
            let after = try await iterator.next()
            #expect(after?.seq == 5)
        }
    }

    @Test("a stream that is refused says why")
    func refusedStream() async throws {
        try await withRemote { remote, console in
            try console.rotate(.operator, to: String(repeating: "n", count: 43))
            var iterator = remote.eventStream(after: 0, of: nil).makeAsyncIterator()
            let error = await #expect(throws: CommandError.self) { _ = try await iterator.next() }
            #expect(error?.code == "token_unknown")
        }
    }

    @Test("a home without a token, and an address that is not of this machine, are told")
    func setUp() async throws {
        let missing = #expect(throws: CommandError.self) {
            _ = try RemoteAppliance(address: "http://127.0.0.1:1", home: "/nowhere")
        }
        #expect(missing?.code == "cannot_read")
        #expect(throws: EgressError.self) { _ = try RemoteAppliance(address: "https://example.com", home: "/nowhere") }
    }
}
