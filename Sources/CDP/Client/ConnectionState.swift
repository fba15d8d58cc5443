// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What a connection knows: the calls in flight by number, who listens to which session, which session is of which
/// target, and when the next call's time is up.
///
/// A value without clock, lock or socket: each function takes what happened and returns what must be done about it, and
/// the connection does it after it has let go of the lock.
struct ConnectionState<Call: Sendable, Listener: Sendable>: Sendable {
    /// A command that was sent and not answered.
    struct Flight: Sendable {
        let call: Call
        let method: String
        let session: CDPSessionID?
        let deadline: ContinuousClock.Instant
    }

    /// What is to be done for those who are affected.
    struct Verdict: Sendable {
        var failed: [Flight] = []
        var finished: [Listener] = []
    }

    /// How a new command was taken.
    enum Admission: Sendable, Hashable {
        /// Send it under this number; and set the alarm when one is given.
        case admitted(id: Int, alarm: ContinuousClock.Instant?)
        /// It cannot be answered any more.
        case refused(CallFailure)
    }

    /// How a new listener was taken.
    enum Subscription: Sendable, Hashable {
        case listening(Int)
        /// Nothing will come any more.
        case over
    }

    /// What a session is of.
    private struct Attachment: Sendable {
        let target: String
        let parent: CDPSessionID?
    }

    /// How many ended sessions are remembered, so that a late call fails at once; their names never come again.
    static var goneLimit: Int { 1024 }

    private var flights: [Int: Flight] = [:]
    private var listeners: [CDPSessionID?: [Int: Listener]] = [:]
    private var attachments: [CDPSessionID: Attachment] = [:]
    private var gone: Set<CDPSessionID> = []
    private var goneInOrder: [CDPSessionID] = []
    private var lastNumber = 0
    private var alarm: ContinuousClock.Instant?
    private(set) var end: CDPTransportFailure?

    /// Takes a command that is about to be sent.
    mutating func admit(
        _ call: Call,
        method: String,
        session: CDPSessionID?,
        deadline: ContinuousClock.Instant,
        now: ContinuousClock.Instant
    ) -> Admission {
        if let end { return .refused(.transport(end)) }
        if let session, gone.contains(session) { return .refused(.detached) }
        if deadline <= now { return .refused(.timedOut) }
        lastNumber += 1
        flights[lastNumber] = Flight(call: call, method: method, session: session, deadline: deadline)
        if let alarm, alarm <= deadline { return .admitted(id: lastNumber, alarm: nil) }
        alarm = deadline
        return .admitted(id: lastNumber, alarm: deadline)
    }

    /// Takes a call out, because it was answered or nobody waits for it any more; nil when it was out already.
    mutating func land(_ id: Int) -> Flight? { flights.removeValue(forKey: id) }

    /// Takes out every call whose time is up.
    ///
    /// - Returns: them, and when to look again; nil for when a new command says so.
    mutating func expire(now: ContinuousClock.Instant) -> (Verdict, alarm: ContinuousClock.Instant?) {
        let verdict = fail { $0.deadline <= now }
        alarm = flights.values.map(\.deadline).min()
        return (verdict, alarm)
    }

    /// Takes a listener for a session's events; for the browser's own when it is nil.
    mutating func listen(_ listener: Listener, to session: CDPSessionID?) -> Subscription {
        if end != nil { return .over }
        if let session, gone.contains(session) { return .over }
        lastNumber += 1
        listeners[session, default: [:]][lastNumber] = listener
        return .listening(lastNumber)
    }

    /// Forgets a listener.
    mutating func forget(_ number: Int, of session: CDPSessionID?) {
        listeners[session]?[number] = nil
        if listeners[session]?.isEmpty == true { listeners[session] = nil }
    }

    /// Who gets an event of a session.
    func audience(of session: CDPSessionID?) -> [Listener] { listeners[session].map { Array($0.values) } ?? [] }

    /// Takes what an event says about sessions themselves.
    mutating func apply(_ notice: SessionNotice) -> Verdict {
        switch notice {
        case .attached(let session, let target, let parent):
            attachments[session] = Attachment(target: target, parent: parent)
            return Verdict()
        case .sessionCrashed(let session): return fail { $0.session == session }
        case .targetCrashed(let target):
            let crashed = Set(attachments.filter { $0.value.target == target }.keys)
            return fail { $0.session.map(crashed.contains) ?? false }
        case .detached(let session): return detach(session)
        }
    }

    /// Takes the end of the connection; the first reason stays.
    mutating func finish(_ reason: CDPTransportFailure) -> Verdict {
        guard end == nil else { return Verdict() }
        end = reason
        alarm = nil
        var verdict = fail { _ in true }
        verdict.finished = listeners.values.flatMap(\.values)
        listeners = [:]
        attachments = [:]
        return verdict
    }

    /// Ends a session and those that were attached through it, about which the browser may say nothing more.
    private mutating func detach(_ session: CDPSessionID) -> Verdict {
        attachments[session] = nil
        if gone.insert(session).inserted {
            goneInOrder.append(session)
            if goneInOrder.count > Self.goneLimit { gone.remove(goneInOrder.removeFirst()) }
        }
        var verdict = fail { $0.session == session }
        verdict.finished = listeners.removeValue(forKey: session).map { Array($0.values) } ?? []
        for child in attachments.filter({ $0.value.parent == session }).keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            let inner = detach(child)
            verdict.failed += inner.failed
            verdict.finished += inner.finished
        }
        return verdict
    }

    private mutating func fail(where isAffected: (Flight) -> Bool) -> Verdict {
        let numbers = flights.filter { isAffected($0.value) }.keys.sorted()
        return Verdict(failed: numbers.compactMap { flights.removeValue(forKey: $0) })
    }
}
