// SPDX-License-Identifier: Apache-2.0
public import Egress
internal import Synchronization
public import Vocabulary
internal import WebAddresses

/// Asks the providers of a home, one after another until one answers as it should.
///
/// Those of this machine come first. A provider that keeps failing is left alone for a while, what a run may spend is
/// bounded, and every call is in the audit log before it is made; questions and answers are there as digests only.
public final class ModelRouter: Sendable {
    struct ProviderState {
        var breaker = CircuitBreaker()
        var metrics = ProviderMetrics()
        /// The strictest form of answer that this provider is known to take.
        var form = AnswerForm.jsonSchema
    }

    struct Storage {
        var states: [String: ProviderState] = [:]
        var budgets: RunBudgets
    }

    let settings: ModelSettings
    let home: String
    let log: ModelCallLog
    let client: EgressClient
    let isStopped: @Sendable () -> Bool
    let environment: @Sendable (String) -> String?
    let storage: Mutex<Storage>

    /// A router for some settings.
    ///
    /// - Parameters:
    ///   - settings: whom to ask, and how much.
    ///   - home: where the files of keys lie.
    ///   - events: where calls are written down.
    ///   - isStopped: whether the kill switch is on: then nothing is sent.
    ///   - environment: a variable of the environment, for keys.
    /// - Throws: ``Egress/EgressError`` with `host_not_allowed` for an address where no provider may lie.
    public init(
        settings: ModelSettings,
        home: String,
        events: any EventSink,
        isStopped: @escaping @Sendable () -> Bool,
        environment: @escaping @Sendable (String) -> String?
    ) throws(EgressError) {
        self.settings = settings
        self.home = home
        self.isStopped = isStopped
        self.environment = environment
        log = ModelCallLog(events: events)
        let allowed = settings.ordered.filter(settings.allows)
        client = try EgressClient(
            allowing: Set(allowed.filter { !$0.isHosted }.map(\.address.origin)),
            hosted: Set(allowed.filter(\.isHosted).map(\.address.origin))
        )
        storage = Mutex(Storage(budgets: RunBudgets(limits: settings.budget)))
    }

    /// Whether there is nobody to ask.
    public var isEmpty: Bool { allowed.isEmpty }

    /// Those who may be asked, in order.
    var allowed: [ModelProvider] { settings.ordered.filter(settings.allows) }

    /// Puts questions that belong together to one provider after another, until one has answered all of them.
    ///
    /// - Parameters:
    ///   - prompts: the questions; the same provider answers all, or the next one is asked all of them.
    ///   - occasion: what it is for.
    ///   - deadline: when it is too late.
    ///   - read: what an answer to the question of a number says; nil when it is not what was asked for.
    /// - Returns: the readings, or why nobody answered.
    /// - Throws: `CancellationError` only.
    public func consult<Reading: Sendable>(
        _ prompts: [ChatPrompt],
        for occasion: ModelOccasion,
        deadline: Deadline,
        read: @escaping @Sendable (_ answer: String, _ question: Int) -> Reading?
    ) async throws -> Consultation<Reading> {
        var failures: [ModelFailure] = []
        for provider in allowed {
            switch try await ask(provider, prompts, occasion, deadline, read) {
            case .success(let readings): return .answered(readings, by: provider.name)
            case .failure(let failure): failures.append(failure)
            }
        }
        return .unanswered(failures)
    }

    private func ask<Reading: Sendable>(
        _ provider: ModelProvider,
        _ prompts: [ChatPrompt],
        _ occasion: ModelOccasion,
        _ deadline: Deadline,
        _ read: @Sendable (String, Int) -> Reading?
    ) async throws -> AskedResult<[Reading]> {
        var readings: [Reading] = []
        for (number, prompt) in prompts.enumerated() {
            switch try await call(provider, prompt, occasion, deadline, { read($0, number) }) {
            case .success(let reading): readings.append(reading)
            case .failure(let failure): return .failure(failure)
            }
        }
        return .success(readings)
    }
}

/// What questions to the providers came to.
public enum Consultation<Reading: Sendable>: Sendable {
    /// One provider answered all of them.
    case answered([Reading], by: String)
    /// Nobody did, and why; empty when there is nobody to ask.
    case unanswered([ModelFailure])
}

/// What a question to one provider came to.
enum AskedResult<Reading> {
    case success(Reading)
    case failure(ModelFailure)
}

/// What a call is for: it stands in the audit log.
public struct ModelOccasion: Sendable, Hashable {
    /// The kinds of calls.
    public enum Purpose: String, Sendable, Hashable, CaseIterable {
        /// To find an element that no locator found.
        case rescue
        /// To see whether the provider works.
        case test
    }

    /// Why it is made.
    public let purpose: Purpose
    /// The run that waits, which pays for it.
    public let run: RunID?
    /// The step that waits.
    public let step: String?

    /// Describes an occasion.
    public init(_ purpose: Purpose, run: RunID? = nil, step: String? = nil) {
        self.purpose = purpose
        self.run = run
        self.step = step
    }
}
