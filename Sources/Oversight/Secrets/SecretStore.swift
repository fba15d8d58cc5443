// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Synchronization
public import Vocabulary
public import WebAddresses

/// Passwords and the like, each bound to exactly one origin, in a 0600 file of the home.
///
/// A value leaves the store in one way only: ``take(name:for:)``, for the origin that it is bound to.
public final class SecretStore: Sendable {
    private struct Entry: Codable {
        let origin: WebOrigin
        let value: String
    }

    private let path: String
    private let entries: Mutex<[String: Entry]>

    /// The longest value, in characters.
    public static let maximumLength = 4096

    /// Reads the secrets of a home.
    ///
    /// - Throws: ``OversightError`` with `file_unusable`; what is in the file is never quoted.
    public init(home: String) throws {
        path = home + "/secrets.json"
        let bytes = try PrivateFile.read(path) ?? Array("{}".utf8)
        guard let read = try? JSONDecoder().decode([String: Entry].self, from: Data(bytes)) else {
            throw OversightError(
                .fileUnusable,
                "\(path) is not what this program wrote: put a copy back, or remove it and set anew."
            )
        }
        entries = Mutex(read)
    }

    /// Names and origins, in order; no value.
    public func list() -> [(name: String, origin: WebOrigin)] {
        entries.withLock { entries in
            entries.map { ($0.key, $0.value.origin) }.sorted { $0.name < $1.name }
        }
    }

    /// Keeps a value for one origin, in place of an earlier one of that name.
    ///
    /// - Throws: ``OversightError`` with `secret_name_invalid`, or ``Vocabulary/FileError``.
    public func set(_ name: String, origin: WebOrigin, value: Secret, events: any EventSink) async throws {
        guard (try? Slug(name)) != nil else {
            throw OversightError(
                .secretNameInvalid,
                "A secret's name is 1 to 64 of a-z, 0-9 and '-', such as shop-password."
            )
        }
        try await note(.secretStored, name, origin, events)
        try save { $0[name] = Entry(origin: origin, value: value.revealForTyping()) }
    }

    /// Forgets a value.
    ///
    /// - Throws: ``OversightError`` with `secret_unknown`.
    public func remove(_ name: String, events: any EventSink) async throws {
        guard let entry = entries.withLock({ $0[name] }) else { throw unknown(name) }
        try await note(.secretRemoved, name, entry.origin, events)
        try save { $0[name] = nil }
    }

    /// The value, for a page of exactly the origin that it is bound to.
    ///
    /// - Throws: ``OversightError`` with `secret_unknown` or `secret_bound_elsewhere`.
    public func take(name: String, for origin: WebOrigin) throws(OversightError) -> Secret {
        guard let entry = entries.withLock({ $0[name] }) else { throw unknown(name) }
        guard entry.origin == origin else {
            throw OversightError(
                .secretBoundElsewhere,
                "The secret '\(name)' is bound to \(entry.origin.text) and is not typed at \(origin.text)."
            )
        }
        return Secret(entry.value)
    }

    private func save(_ edit: (inout [String: Entry]) -> Void) throws {
        try entries.withLock { entries in
            var changed = entries
            edit(&changed)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            try PrivateFile.write(Array(try encoder.encode(changed)), to: path)
            entries = changed
        }
    }

    private func note(_ event: EventName, _ name: String, _ origin: WebOrigin, _ events: any EventSink) async throws {
        try await events.record(
            Event(
                event,
                source: .operator,
                outcome: .succeeded,
                correlationID: .new(),
                extra: ["secret": .string(name), "origin": .string(origin.text)]
            )
        )
    }

    private func unknown(_ name: String) -> OversightError {
        OversightError(
            .secretUnknown,
            "There is no secret '\(name)': keep it with 'understudy secrets set \(name) --origin ORIGIN'."
        )
    }
}
