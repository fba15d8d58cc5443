// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Synchronization
public import Vocabulary
public import WebAddresses

/// Passwords and the like, each bound to exactly one origin, in a 0600 file of the home.
///
/// A value leaves the store in one way only: ``take(name:for:in:)``, for the origin that it is bound to. What a person
/// tells one run only is in memory and in no file.
public final class SecretStore: Sendable {
    struct Entry: Codable {
        let origin: WebOrigin
        let value: String
    }

    private let path: String
    private let entries: Mutex<[String: Entry]>
    /// What persons have told runs that are under way.
    let told = Mutex<[RunID: [String: Entry]]>([:])

    /// The longest value, in bytes of UTF-8.
    public static let maximumLength = 4096

    /// Reads the secrets of a home; a missing file holds none.
    ///
    /// - Throws: ``OversightError`` with `file_unusable`; what is in the file is never quoted.
    public init(home: String) throws {
        path = home + "/secrets.json"
        let bytes = try PrivateFile.read(path, limit: 1 << 20)
        if bytes != nil { try SecretStore.requirePrivate(path) }
        guard let read = try? JSONDecoder().decode([String: Entry].self, from: Data(bytes ?? Array("{}".utf8))) else {
            throw OversightError(
                .fileUnusable,
                "\(path) is not what this program wrote: put a copy back, or remove it and set anew."
            )
        }
        entries = Mutex(read)
    }

    /// Names and origins, in order; no value.
    public func list() -> [(name: String, origin: WebOrigin)] {
        origins.map { (name: $0.key, origin: $0.value) }.sorted { $0.name < $1.name }
    }

    /// Where each secret may be typed.
    public var origins: [String: WebOrigin] { entries.withLock { $0.mapValues(\.origin) } }

    /// Keeps a value for one origin, in place of an earlier one of that name.
    ///
    /// - Throws: ``OversightError`` with `secret_invalid`; the log's error, or ``Vocabulary/FileError``, and then the
    ///   store is as it was.
    public func set(_ name: String, origin: WebOrigin, value: Secret, events: any EventSink) async throws {
        try SecretStore.check(name: name)
        let text = value.revealForTyping()
        guard SecretStore.isFit(text) else {
            throw OversightError(
                .secretInvalid,
                "The value of '\(name)' must be 1 to \(SecretStore.maximumLength) bytes without a NUL."
            )
        }
        try await change(.secretStored, name, origin, events) { $0[name] = Entry(origin: origin, value: text) }
    }

    /// Whether a value may be one: 1 to ``maximumLength`` bytes without a NUL.
    public static func isFit(_ value: String) -> Bool {
        !value.isEmpty && value.utf8.count <= maximumLength && !value.contains("\0")
    }

    /// Whether a secret may bear the name.
    ///
    /// - Throws: ``OversightError`` with `secret_invalid`.
    public static func check(name: String) throws(OversightError) {
        guard (try? Slug(name)) == nil else { return }
        throw OversightError(
            .secretInvalid,
            "A secret's name is 1 to 64 of a-z, 0-9 and '-', such as shop-password."
        )
    }

    /// Forgets a value.
    ///
    /// - Throws: ``OversightError`` with `secret_unknown`; the log's error, or ``Vocabulary/FileError``, and then the
    ///   store is as it was.
    public func remove(_ name: String, events: any EventSink) async throws {
        guard let origin = origins[name] else { throw unknown(name) }
        try await change(.secretRemoved, name, origin, events) { $0[name] = nil }
    }

    /// The value, for a page of exactly the origin that it is bound to.
    ///
    /// - Parameter run: whose it is, when it is for a run: what a person told that run comes before what is kept.
    /// - Throws: ``OversightError`` with `secret_unknown` or `secret_bound_elsewhere`.
    public func take(name: String, for origin: WebOrigin, in run: RunID? = nil) throws(OversightError) -> Secret {
        let own = run.flatMap { run in told.withLock { $0[run]?[name] } }
        guard let entry = own ?? entries.withLock({ $0[name] }) else { throw unknown(name) }
        guard entry.origin == origin else {
            throw OversightError(
                .denied(.secretBoundElsewhere),
                "The secret '\(name)' is bound to \(entry.origin.text) and is not typed at \(origin.text)."
            )
        }
        return Secret(entry.value)
    }

    private func change(
        _ name: EventName,
        _ secret: String,
        _ origin: WebOrigin,
        _ events: any EventSink,
        _ edit: (inout [String: Entry]) -> Void
    ) async throws {
        let correlation = CorrelationID.new()
        let event = { (outcome: EventOutcome) in
            Event(
                name,
                source: .operator,
                outcome: outcome,
                transport: .file,
                correlationID: correlation,
                extra: ["secret": .string(secret), "origin": .string(origin.text)]
            )
        }
        try await events.record(event(.started))
        do { try save(edit) } catch {
            events.enqueue(event(.failed))
            throw error
        }
        events.enqueue(event(.succeeded))
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

    /// The text with every secret's value taken out of it.
    ///
    /// For whatever leaves a run: a page may show a secret that was typed into it.
    public func masked(_ text: String) -> String { mask.masked(text) }

    /// Finds parts of the values that are known now, in words cut out of a page.
    public var privateWords: PrivateWords {
        var words = PrivateWords()
        for (_, entry) in all { words.add(entry.value) }
        return words
    }

    /// What a function makes of the values that are known now, to find them by where letters are read wrong.
    public func forms<Form>(_ make: (String) -> Form?) -> [Form] {
        all.compactMap { make($0.entry.value) }
    }

    /// Finds the values that are known now.
    public var mask: SecretMask {
        var mask = SecretMask()
        for (name, entry) in all { mask.add(entry.value, named: name) }
        return mask
    }

    /// What is kept, and what runs were told.
    private var all: [(name: String, entry: Entry)] {
        (entries.withLock { Array($0) } + told.withLock { $0.values.flatMap { Array($0) } })
            .map { (name: $0.key, entry: $0.value) }
    }

    private static func requirePrivate(_ path: String) throws {
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        guard let mode, mode.intValue & 0o077 == 0 else {
            throw OversightError(
                .fileUnusable,
                "\(path) can be read by others: change what it holds, and close it with 'chmod 600 \(path)'."
            )
        }
    }

    private func unknown(_ name: String) -> OversightError {
        OversightError(
            .secretUnknown,
            "There is no secret '\(name)': keep it with 'understudy secrets set \(name) --origin ORIGIN'."
        )
    }
}
