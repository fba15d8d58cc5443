// SPDX-License-Identifier: Apache-2.0
import Foundation
import Oversight
import Synchronization
import Vocabulary
import WebAddresses

/// Keeps events in memory; may refuse them, or run something in the middle of a write.
final class MemoryLog: EventSink {
    private struct State {
        var events: [Event] = []
        var isBroken = false
        var duringWrite: (@Sendable (Event) async -> Void)?
    }

    private let state = Mutex(State())

    var events: [Event] { state.withLock { $0.events } }
    var names: [EventName] { events.map(\.name) }

    func breakDown() { state.withLock { $0.isBroken = true } }
    func mend() { state.withLock { $0.isBroken = false } }

    /// Runs something once, while the next event is being written.
    func duringNextWrite(_ body: @escaping @Sendable (Event) async -> Void) {
        state.withLock { $0.duringWrite = body }
    }

    func record(_ event: Event) async throws -> EventReceipt {
        let during = state.withLock { state in
            defer { state.duringWrite = nil }
            return state.duringWrite
        }
        await during?(event)
        return try state.withLock { state in
            if state.isBroken { throw FileError(path: "/home/audit.sqlite", reason: "it is broken for the test") }
            state.events.append(event)
            return EventReceipt(sequence: Int64(state.events.count), time: .now())
        }
    }

    func enqueue(_ event: Event) { state.withLock { $0.events.append(event) } }
}

/// A gate with all its parts in a home of its own.
struct Gatehouse: Sendable {
    let home: String
    let log: MemoryLog
    let grants: GrantStore
    let desk: ApprovalDesk
    let killSwitch: KillSwitch
    let secrets: SecretStore
    let gate: PermissionGate

    init(home: String) throws {
        self.home = home
        log = MemoryLog()
        grants = try GrantStore(home: home)
        desk = ApprovalDesk(events: log)
        killSwitch = KillSwitch(home: home)
        secrets = try SecretStore(home: home)
        gate = PermissionGate(events: log, grants: grants, desk: desk, killSwitch: killSwitch, secrets: secrets)
    }

    /// Asks for a permit of the skill whose site is the shop.
    func permit(_ request: ActionRequest, consentedBy approval: ApprovalID? = nil) async throws -> PermitAnswer {
        try await gate.permit(
            for: request,
            skillGrants: Grants(networkDomains: [.shop]),
            consentedBy: approval
        )
    }
}

func withHome<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("home-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}

func withGate<Result>(_ body: (Gatehouse) async throws -> Result) async throws -> Result {
    try await withHome { try await body(try Gatehouse(home: $0)) }
}

extension WebOrigin {
    static let shop = origin("https://shop.example")
    static let pay = origin("https://pay.example")

    static func origin(_ text: String) -> WebOrigin {
        guard let origin = try? WebOrigin(text) else { preconditionFailure("'\(text)' is no origin.") }
        return origin
    }
}

extension Actor {
    static func replay(run: String = "run_1", step: String = "a4") -> Actor {
        .replay(
            run: RunID(rawValue: run),
            step: StepID(rawValue: step),
            skill: Slug.from(words: "order-coffee") { _ in false },
            sha256: "9c1f"
        )
    }
}

extension ActionRequest {
    static func click(
        on origin: WebOrigin = .shop,
        by actor: Actor = .replay(),
        irreversible: Bool = false,
        description: String = "click pay"
    ) -> ActionRequest {
        ActionRequest(
            actor: actor,
            effect: .input(.pointer, on: origin),
            isIrreversible: irreversible,
            correlationID: CorrelationID(rawValue: "cor_1"),
            description: description
        )
    }

    static func doing(_ effect: Effect, by actor: Actor = .replay()) -> ActionRequest {
        ActionRequest(
            actor: actor,
            effect: effect,
            isIrreversible: false,
            correlationID: CorrelationID(rawValue: "cor_1"),
            description: "do it"
        )
    }
}

extension PermitAnswer {
    var permit: Permit? {
        if case .permitted(let permit) = self { permit } else { nil }
    }

    var approval: ApprovalID? {
        if case .needsApproval(let approval) = self { approval } else { nil }
    }
}
