// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import Observing
internal import Oversight
internal import ScreenText
internal import ServiceLifecycle
internal import Synchronization
internal import Vocabulary
internal import WebAddresses

/// What the operator said of the observer when the appliance was started.
struct ObserverSettings: Sendable, Hashable {
    var policy = ObservationPolicy()
    /// Of one processor.
    var share = 0.05
}

/// The observer of an appliance: made once the operator has turned it on, and gone with the appliance.
///
/// Until then it takes no memory and asks no page.
final class ObserverDesk: Service {
    /// How long a grant may wait until it is seen.
    private static let pulse: Duration = .seconds(2)

    let settings: ObserverSettings
    let rules: ScreenRuleBook
    private let gate: PermissionGate
    private let grants: GrantStore
    private let secrets: SecretStore
    private let events: any EventSink
    private let makeReader: @Sendable () -> any ScreenReader
    private let tabs: @Sendable () -> [OpenTab]
    private let made = Mutex<ScreenObserver?>(nil)
    private let failure = Mutex<String?>(nil)

    /// - Parameters:
    ///   - rules: what is taken out of what was read.
    ///   - makeReader: makes what reads pictures; called once, when the observer is turned on.
    ///   - tabs: those that are open now, the newest last.
    init(
        settings: ObserverSettings,
        rules: ScreenRuleBook,
        gate: PermissionGate,
        grants: GrantStore,
        secrets: SecretStore,
        events: any EventSink,
        makeReader: @escaping @Sendable () -> any ScreenReader,
        tabs: @escaping @Sendable () -> [OpenTab]
    ) {
        self.settings = settings
        self.rules = rules
        self.gate = gate
        self.grants = grants
        self.secrets = secrets
        self.events = events
        self.makeReader = makeReader
        self.tabs = tabs
    }

    /// Whether the operator has turned it on, for everything or for some sites.
    var isOn: Bool { settings.policy.looksAtAll || !grants.current.observedDomains.isEmpty }

    /// The observer; nil as long as it was never turned on.
    var observer: ScreenObserver? { made.withLock { $0 } }

    /// Why it could not be made.
    var problem: String? { failure.withLock { $0 } ?? rules.problem }

    /// Waits until it is turned on, and looks until the appliance shuts down.
    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !isOn { guard (try? await Task.sleep(for: ObserverDesk.pulse)) != nil else { return } }
            guard let observer = make() else { return (try? await waitUntilCancelled()) ?? () }
            try? await observer.run()
        }
    }

    /// What cannot be made is told by the status; nothing else of the appliance depends on it.
    private func make() -> ScreenObserver? {
        OwnMemory.close()
        do {
            let observer = ScreenObserver(
                source: PageSource(gate: { [gate, settings] in ObserverDesk.gate(settings, gate) }) { [self] in
                    isOn ? tabs() : []
                },
                reader: makeReader(),
                rings: try ObservationRings(rules: rules),
                events: events,
                share: settings.share,
                secretLines: { [secrets] in
                    let mask = secrets.mask
                    let stored = StoredSecrets(secrets.forms(SecretLetters.init))
                    return { lines in
                        stored.rows(in: lines).union(lines.indices.filter { mask.isFound(in: lines[$0]) })
                    }
                }
            )
            made.withLock { $0 = observer }
            return observer
        } catch {
            let explained = error as? any ExplainedError
            failure.withLock { $0 = explained?.message ?? "The observer cannot be started." }
            events.enqueue(
                Event(
                    .observerState,
                    source: .observer,
                    outcome: .failed,
                    correlationID: .new(),
                    extra: ["state": "off", "reason": .string(explained?.code ?? "not_started")]
                )
            )
            return nil
        }
    }

    private static func gate(_ settings: ObserverSettings, _ gate: PermissionGate) -> ObservationGate {
        ObservationGate(policy: settings.policy) { gate.mayObserve($0) }
    }
}
