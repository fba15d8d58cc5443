// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary
public import WebAddresses

/// The operator's grants, kept in `grants.yaml` of the home.
///
/// The file is a small, strict part of YAML: the line `network_domains:` and below it one origin a line,
/// `  - https://shop.example`. Comments and empty lines are kept out of the way; anything else is an error.
public final class GrantStore: Sendable {
    private let path: String
    private let grants: Mutex<Grants>

    /// Reads the grants of a home; a missing file grants nothing.
    ///
    /// - Throws: ``OversightError`` with `grants_invalid`, naming the line.
    public init(home: String) throws {
        path = home + "/grants.yaml"
        let bytes = try PrivateFile.read(path) ?? []
        grants = Mutex(try GrantStore.parse(String(decoding: bytes, as: UTF8.self), path: path))
    }

    /// What is granted now.
    public var current: Grants { grants.withLock { $0 } }

    /// Grants an origin.
    public func add(_ origin: WebOrigin, by principal: String, events: any EventSink) async throws {
        try await change(.grantAdded, origin, principal, events) { $0.networkDomains.insert(origin) }
    }

    /// Takes a grant back; it counts from the next action on.
    public func remove(_ origin: WebOrigin, by principal: String, events: any EventSink) async throws {
        try await change(.grantRemoved, origin, principal, events) { $0.networkDomains.remove(origin) }
    }

    private func change<Ignored>(
        _ name: EventName,
        _ origin: WebOrigin,
        _ principal: String,
        _ events: any EventSink,
        _ edit: (inout Grants) -> Ignored
    ) async throws {
        try await events.record(
            Event(
                name,
                source: .operator,
                outcome: .succeeded,
                correlationID: .new(),
                extra: ["origin": .string(origin.text), "principal": .string(principal)]
            )
        )
        var changed = current
        _ = edit(&changed)
        try PrivateFile.write(Array(GrantStore.text(of: changed).utf8), to: path)
        grants.withLock { $0 = changed }
    }

    static func text(of grants: Grants) -> String {
        "network_domains:\n" + grants.networkDomains.map { "  - \($0.text)\n" }.sorted().joined()
    }

    static func parse(_ text: String, path: String) throws -> Grants {
        var grants = Grants()
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.prefix { $0 != "#" }.trimmingSpaces
            if content.isEmpty || content == "network_domains:" { continue }
            guard content.hasPrefix("- "), let origin = try? WebOrigin(String(content.dropFirst(2).trimmingSpaces))
            else {
                throw OversightError(
                    .grantsInvalid,
                    "\(path):\(index + 1): a grant is a line like '  - https://shop.example' under 'network_domains:'."
                )
            }
            grants.networkDomains.insert(origin)
        }
        return grants
    }
}

extension Substring {
    /// The text without blanks at its ends.
    fileprivate var trimmingSpaces: Substring {
        var result = drop { $0 == " " || $0 == "\r" }
        while let last = result.last, last == " " || last == "\r" { result.removeLast() }
        return result
    }
}
