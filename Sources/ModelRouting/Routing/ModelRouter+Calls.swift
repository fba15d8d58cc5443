// SPDX-License-Identifier: Apache-2.0
internal import Egress
internal import Synchronization
internal import Vocabulary
internal import WebAddresses

/// One question in one form to one provider.
struct ModelCall: Sendable {
    let provider: ModelProvider
    let prompt: ChatPrompt
    let form: AnswerForm
    let occasion: ModelOccasion

    var body: [UInt8] { prompt.body(model: provider.model, isHosted: provider.isHosted, form: form) }
    /// How much goes with the question of what was read from pictures.
    var contextBytes: Int { (provider.isHosted ? prompt.context.hosted : prompt.context.local).utf8.count }
    /// A cautious guess of what it costs.
    var estimatedTokens: Int { prompt.estimatedTokens(isHosted: provider.isHosted) }
    /// A person who tests a provider asks it whatever its breaker says.
    var heedsBreaker: Bool { occasion.purpose != .test }
}

/// How a call may be made.
private struct Admission {
    let key: Secret?
    let limit: Duration
}

/// What came back.
private enum Exchanged {
    case answer(ChatAnswer)
    case failure(ModelFailure)
    case cancelled
}

extension ModelRouter {
    /// The most bytes of an answer: the longest that makes sense has some hundred.
    static let answerLimit = 1 << 18

    /// Asks in the strictest form that the provider takes, and in a simpler one when it turns out not to take that.
    ///
    /// - Throws: `CancellationError` only.
    func call<Reading>(
        _ provider: ModelProvider,
        _ prompt: ChatPrompt,
        _ occasion: ModelOccasion,
        _ deadline: Deadline,
        _ read: (String) -> Reading?
    ) async throws -> AskedResult<Reading> {
        var form = edit(provider.name) { $0.form }
        while true {
            let call = ModelCall(provider: provider, prompt: prompt, form: form, occasion: occasion)
            let result = try await send(call, deadline, read)
            guard case .failure(let failure) = result else {
                // Only an answer shows that it was the form.
                edit(provider.name) { $0.form = form }
                return result
            }
            guard failure.kind == .formRefused, let simpler = form.simpler else { return result }
            form = simpler
        }
    }

    /// The intent is in the log before anything is sent, the outcome when it is known.
    private func send<Reading>(
        _ call: ModelCall,
        _ deadline: Deadline,
        _ read: (String) -> Reading?
    ) async throws -> AskedResult<Reading> {
        let admission: Admission
        switch admit(call, deadline) {
        case .success(let admitted): admission = admitted
        case .failure(let failure):
            edit(call.provider.name) { $0.metrics.note(failure.kind) }
            return .failure(failure)
        }
        guard let entry = try await write(call) else {
            return .failure(ModelFailure(call.provider.name, .auditUnavailable))
        }
        let began = ContinuousClock.now
        let exchanged = await exchange(call, admission)
        let elapsed = ContinuousClock.now - began
        switch exchanged {
        case .answer(let answer):
            let reading = read(answer.text)
            let failure = reading == nil ? ModelFailure(call.provider.name, .unusable) : nil
            settle(call, answer, failure, elapsed)
            log.end(entry, answer: answer, failure: failure, elapsed: elapsed)
            return reading.map { .success($0) } ?? .failure(ModelFailure(call.provider.name, .unusable))
        case .failure(let failure):
            settle(call, nil, failure, elapsed)
            log.end(entry, answer: nil, failure: failure, elapsed: elapsed)
            return .failure(failure)
        case .cancelled:
            withdraw(call, elapsed)
            log.cancel(entry, elapsed: elapsed)
            throw CancellationError()
        }
    }

    /// Writes the intent; nil when that is not possible, and then nothing is sent.
    private func write(_ call: ModelCall) async throws -> ModelCallLog.Entry? {
        do {
            return try await log.begin(call)
        } catch {
            withdraw(call, .zero)
            if error is CancellationError { throw error }
            edit(call.provider.name) { $0.metrics.note(.auditUnavailable) }
            return nil
        }
    }
}

// What stands between a question and its provider.
extension ModelRouter {
    /// Whether a call may be made; then its place in the budget and behind the breaker is taken.
    private func admit(_ call: ModelCall, _ deadline: Deadline) -> AskedResult<Admission> {
        let provider = call.provider
        let refused = { (kind: ModelFailure.Kind) in AskedResult<Admission>.failure(ModelFailure(provider.name, kind)) }
        guard !isStopped() else { return refused(.killSwitch) }
        let key = provider.key?.resolve(home: home, environment: environment)
        guard provider.key == nil || key != nil else { return refused(.keyUnusable) }
        var limit = min(provider.limit, deadline.remaining)
        guard limit > .zero else { return refused(.timedOut) }
        return storage.withLock { storage in
            let now = ContinuousClock.now
            if call.heedsBreaker, !storage.states[provider.name, default: ProviderState()].breaker.admit(at: now) {
                return refused(.breakerOpen)
            }
            if let run = call.occasion.run {
                let (isEnough, timeLeft) = storage.budgets.edit(run) {
                    ($0.reserve(tokens: call.estimatedTokens), $0.timeLeft)
                }
                guard isEnough else {
                    if call.heedsBreaker { storage.states[provider.name]?.breaker.withdraw(at: now) }
                    return refused(.budgetSpent)
                }
                limit = min(limit, timeLeft)
            }
            return .success(Admission(key: key, limit: limit))
        }
    }

    private func settle(_ call: ModelCall, _ answer: ChatAnswer?, _ failure: ModelFailure?, _ elapsed: Duration) {
        storage.withLock { storage in
            var state = storage.states[call.provider.name, default: ProviderState()]
            state.metrics.noteCall()
            if let answer { state.metrics.noteTokens(answer, elapsed: elapsed) }
            if let failure { state.metrics.note(failure.kind) } else { state.metrics.noteAnswer() }
            if let verdict = failure.map({ $0.kind.verdict }) ?? .works {
                state.breaker.report(verdict, at: .now)
            } else if call.heedsBreaker {
                state.breaker.withdraw(at: .now)
            }
            storage.states[call.provider.name] = state
            let used = answer?.promptTokens.map { $0 + (answer?.answerTokens ?? 0) }
            storage.settle(call, used: used, elapsed: elapsed)
        }
    }

    /// The call said nothing about the provider.
    private func withdraw(_ call: ModelCall, _ elapsed: Duration) {
        storage.withLock { storage in
            if call.heedsBreaker { storage.states[call.provider.name]?.breaker.withdraw(at: .now) }
            storage.settle(call, used: nil, elapsed: elapsed)
        }
    }

    @discardableResult
    func edit<Result>(_ provider: String, _ change: (inout ProviderState) -> Result) -> Result {
        storage.withLock { change(&$0.states[provider, default: ProviderState()]) }
    }
}

extension ModelRouter.Storage {
    fileprivate mutating func settle(_ call: ModelCall, used: Int?, elapsed: Duration) {
        guard let run = call.occasion.run else { return }
        let reserved = call.estimatedTokens
        budgets.edit(run) { $0.settle(reserved: reserved, used: used, elapsed: elapsed) }
    }
}

// What goes over the wire.
extension ModelRouter {
    private func exchange(_ call: ModelCall, _ admission: Admission) async -> Exchanged {
        let provider = call.provider
        do {
            let reply = try await client.send(try request(call, admission))
            if let kind = ModelRouter.failure(of: reply.head.status, form: call.form) {
                return .failure(ModelFailure(provider.name, kind, status: reply.head.status))
            }
            guard let answer = ChatAnswer(reply.body) else { return .failure(ModelFailure(provider.name, .unreadable)) }
            return .answer(answer)
        } catch is CancellationError {
            return .cancelled
        } catch let error as EgressError {
            return .failure(ModelFailure(provider.name, ModelRouter.failure(of: error.reason)))
        } catch {
            return .failure(ModelFailure(provider.name, .unreachable))
        }
    }

    private func request(_ call: ModelCall, _ admission: Admission) throws -> OutboundRequest {
        var headers = [OutboundRequest.Header("Content-Type", "application/json")]
        if let key = admission.key {
            headers.append(OutboundRequest.Header("Authorization", "Bearer " + key.revealForSending()))
        }
        return OutboundRequest(
            .post,
            try call.provider.endpoint,
            headers: headers,
            body: call.body,
            limits: TransferLimits(
                connecting: min(.seconds(5), admission.limit),
                answering: admission.limit,
                silence: admission.limit,
                whole: admission.limit,
                bytes: ModelRouter.answerLimit
            )
        )
    }

    private static func failure(of status: Int, form: AnswerForm) -> ModelFailure.Kind? {
        switch status {
        case 200..<300: nil
        case 300..<400: .redirected
        case 400, 415, 422: form == .plain ? .refused : .formRefused
        case 400..<500: .refused
        default: .serverFailed
        }
    }

    private static func failure(of reason: EgressError.Reason) -> ModelFailure.Kind {
        switch reason {
        case .hostNotAllowed, .addressNotAllowed: .addressRefused
        case .connectionFailed, .certificateUntrusted, .requestInvalid, .tooManyTransfers, .transferFailed: .unreachable
        case .connectionLost: .cutOff
        case .timedOut: .timedOut
        case .answerTooLarge: .tooLarge
        case .answerInvalid: .unreadable
        }
    }
}
