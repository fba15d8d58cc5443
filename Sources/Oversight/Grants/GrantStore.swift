// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary
public import WebAddresses

/// The operator's grants, kept in `grants.yaml` of the home and read when the appliance starts.
public final class GrantStore: Sendable {
    private let home: String
    private let path: String
    private let file: Mutex<GrantFile>
    /// Runs whose observations are shared, oldest first; what they are of is gone with the process, too.
    private let runs = Mutex<[RunID]>([])
    private static let runLimit = 500

    /// Reads the grants of a home; a missing file grants nothing.
    ///
    /// - Throws: ``OversightError`` with `grants_invalid`, naming the line, or ``Vocabulary/FileError``.
    public init(home: String) throws {
        self.home = home
        path = home + "/grants.yaml"
        let bytes = try PrivateFile.read(path, limit: 1 << 20) ?? []
        file = Mutex(try GrantFile(String(decoding: bytes, as: UTF8.self), path: path))
    }

    /// What is granted now.
    public var current: Grants {
        var grants = Grants()
        for grant in file.withLock({ $0.grants }) {
            switch grant {
            case .networkDomain(let origin): grants.networkDomains.insert(origin)
            // A line that a person wrote must not open what no command would.
            case .readPath(let path):
                if ReadFolder.refusal(of: path, home: home) == nil { grants.readPaths.insert(path) }
            case .observe(let origin): grants.observedDomains.insert(origin)
            }
        }
        grants.observedRuns = Set(runs.withLock { $0 })
        return grants
    }

    /// Grants an origin.
    ///
    /// What is granted already stays so, without a word.
    ///
    /// - Throws: ``OversightError`` with `address_forbidden` for an origin that no grant can allow; the log's error, or
    ///   ``Vocabulary/FileError``, and then nothing is granted.
    public func add(_ origin: WebOrigin, by principal: String, events: any EventSink) async throws {
        switch origin.host.kind {
        case .metadata, .special:
            throw OversightError(
                .denied(.addressForbidden),
                "\(origin.text) may never be reached, so it is not granted."
            )
        case .public, .loopback, .private, .linkLocal: break
        }
        try await add(.networkDomain(origin), principal, events)
    }

    /// Grants a folder to be read from, under the path that it has without links.
    ///
    /// - Throws: ``OversightError`` with `path_unusable` for a path that is no folder, or one that holds what a skill
    ///   must never read; otherwise as for an origin.
    public func add(readPath path: String, by principal: String, events: any EventSink) async throws {
        try await add(.readPath(try ReadFolder.resolve(path, home: home)), principal, events)
    }

    /// Lets the observer look at an origin's pages.
    public func add(observed origin: WebOrigin, by principal: String, events: any EventSink) async throws {
        try await add(.observe(origin), principal, events)
    }

    /// Lets the agent read the observations of one run; the 500 latest such runs count.
    ///
    /// - Throws: the log's error, and then nothing is granted.
    public func add(observedRun run: RunID, by principal: String, events: any EventSink) async throws {
        guard !runs.withLock({ $0.contains(run) }) else { return }
        try await events.record(GrantStore.event(.grantAdded, .succeeded, ["observed_run": run.rawValue], principal))
        runs.withLock { runs in
            runs.append(run)
            if runs.count > GrantStore.runLimit { runs.removeFirst() }
        }
    }

    private func add(_ grant: Grant, _ principal: String, _ events: any EventSink) async throws {
        guard !file.withLock({ $0.grants.contains(grant) }) else { return }
        try await change(.grantAdded, grant, principal, events) { file in
            if !file.grants.contains(grant) { file.add(grant) }
        }
    }

    /// Takes a grant back; it counts from the next action on.
    ///
    /// - Throws: ``OversightError`` with `grant_unknown`; the log's error, or ``Vocabulary/FileError``, and then the
    ///   grant stays.
    public func remove(_ origin: WebOrigin, by principal: String, events: any EventSink) async throws {
        try await remove(.networkDomain(origin), principal, events)
    }

    /// Takes a folder's grant back, also of one that is not there any more.
    public func remove(readPath path: String, by principal: String, events: any EventSink) async throws {
        let real = (try? ReadFolder.resolve(path, home: home)) ?? path
        let granted = file.withLock { $0.grants.contains(.readPath(real)) } ? real : path
        try await remove(.readPath(granted), principal, events)
    }

    /// Takes back that an origin is looked at; it counts from the next look on.
    public func remove(observed origin: WebOrigin, by principal: String, events: any EventSink) async throws {
        try await remove(.observe(origin), principal, events)
    }

    /// Takes back that the agent may read the observations of a run.
    public func remove(observedRun run: RunID, by principal: String, events: any EventSink) async throws {
        guard runs.withLock({ $0.contains(run) }) else {
            throw OversightError(.grantUnknown, "The run '\(run)' is not shared: see 'understudy grants'.")
        }
        // What takes something away does not wait for the log.
        runs.withLock { $0.removeAll { $0 == run } }
        try await events.record(GrantStore.event(.grantRemoved, .succeeded, ["observed_run": run.rawValue], principal))
    }

    private func remove(_ grant: Grant, _ principal: String, _ events: any EventSink) async throws {
        guard file.withLock({ $0.grants.contains(grant) }) else {
            throw OversightError(.grantUnknown, "\(grant.text) is not granted: see 'understudy grants'.")
        }
        try await change(.grantRemoved, grant, principal, events) { $0.remove(grant) }
    }

    private func change(
        _ name: EventName,
        _ grant: Grant,
        _ principal: String,
        _ events: any EventSink,
        _ edit: (inout GrantFile) -> Void
    ) async throws {
        let correlation = CorrelationID.new()
        let subject: [String: String] =
            switch grant {
            case .networkDomain(let origin): ["origin": origin.text]
            case .readPath(let path): ["read_path": path]
            case .observe(let origin): ["observed_domain": origin.text]
            }
        let event = { (outcome: EventOutcome) in GrantStore.event(name, outcome, subject, principal, correlation) }
        try await events.record(event(.started))
        do {
            try file.withLock { file in
                var changed = file
                edit(&changed)
                try PrivateFile.write(Array(changed.text.utf8), to: path)
                file = changed
            }
        } catch {
            events.enqueue(event(.failed))
            throw error
        }
        events.enqueue(event(.succeeded))
    }

    private static func event(
        _ name: EventName,
        _ outcome: EventOutcome,
        _ subject: [String: String],
        _ principal: String,
        _ correlation: CorrelationID = .new()
    ) -> Event {
        Event(
            name,
            source: .operator,
            outcome: outcome,
            transport: .file,
            correlationID: correlation,
            extra: subject.merging(["principal": principal]) { own, _ in own }.mapValues { .string($0) }
        )
    }
}
