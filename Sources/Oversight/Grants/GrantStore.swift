// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary
public import WebAddresses

/// The operator's grants, kept in `grants.yaml` of the home and read when the appliance starts.
public final class GrantStore: Sendable {
    private let path: String
    private let file: Mutex<GrantFile>

    /// Reads the grants of a home; a missing file grants nothing.
    ///
    /// - Throws: ``OversightError`` with `grants_invalid`, naming the line, or ``Vocabulary/FileError``.
    public init(home: String) throws {
        path = home + "/grants.yaml"
        let bytes = try PrivateFile.read(path, limit: 1 << 20) ?? []
        file = Mutex(try GrantFile(String(decoding: bytes, as: UTF8.self), path: path))
    }

    /// What is granted now.
    public var current: Grants { Grants(networkDomains: Set(file.withLock { $0.origins })) }

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
        guard !file.withLock({ $0.origins.contains(origin) }) else { return }
        try await change(.grantAdded, origin, principal, events) { file in
            if !file.origins.contains(origin) { file.add(origin) }
        }
    }

    /// Takes a grant back; it counts from the next action on.
    ///
    /// - Throws: ``OversightError`` with `grant_unknown`; the log's error, or ``Vocabulary/FileError``, and then the
    ///   grant stays.
    public func remove(_ origin: WebOrigin, by principal: String, events: any EventSink) async throws {
        guard file.withLock({ $0.origins.contains(origin) }) else {
            throw OversightError(.grantUnknown, "\(origin.text) is not granted: see 'understudy grants'.")
        }
        try await change(.grantRemoved, origin, principal, events) { $0.remove(origin) }
    }

    private func change(
        _ name: EventName,
        _ origin: WebOrigin,
        _ principal: String,
        _ events: any EventSink,
        _ edit: (inout GrantFile) -> Void
    ) async throws {
        let correlation = CorrelationID.new()
        let event = { (outcome: EventOutcome) in
            Event(
                name,
                source: .operator,
                outcome: outcome,
                transport: .file,
                correlationID: correlation,
                extra: ["origin": .string(origin.text), "principal": .string(principal)]
            )
        }
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
}
