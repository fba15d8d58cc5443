// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary
public import WebAddresses

/// The operator's grants, kept in `grants.yaml` of the home and read when the appliance starts.
public final class GrantStore: Sendable {
    private let home: String
    private let path: String
    private let file: Mutex<GrantFile>

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
            }
        }
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
        let subject: [String: JSONValue] =
            switch grant {
            case .networkDomain(let origin): ["origin": .string(origin.text)]
            case .readPath(let path): ["read_path": .string(path)]
            }
        let event = { (outcome: EventOutcome) in
            Event(
                name,
                source: .operator,
                outcome: outcome,
                transport: .file,
                correlationID: correlation,
                extra: subject.merging(["principal": .string(principal)]) { own, _ in own }
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
