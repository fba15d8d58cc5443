// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// The part of the browser's protocol that is in use, and how far a browser at hand still has it.
public enum ProtocolSubset {
    /// Compares the commands, events and types in use with what a browser says of itself.
    ///
    /// Additions are no difference, unless a command got a parameter that it cannot do without.
    ///
    /// - Parameter protocolJSON: what the browser's `/json/protocol` gave.
    /// - Returns: what the browser lacks, one name each: `Page.navigate`, `Page.navigate(url)`, `Page.navigate ->
    ///   loaderId`; none when everything that is used is there.
    /// - Throws: ``CDPError`` with `answer_unreadable` when the bytes are no description of a protocol.
    public static func differences(in protocolJSON: [UInt8]) throws(CDPError) -> [String] {
        guard let document = try? JSONParser.value(in: protocolJSON, protocolJSON.indices),
            let browser = ProtocolDescription(document)
        else {
            throw CDPError(
                code: .answerUnreadable,
                message:
                    "The browser's /json/protocol is not the description of a protocol: see whether the address is "
                    + "a browser's."
            )
        }
        return SubsetEntry.all.flatMap { differences(of: $0, in: browser) }
    }

    private static func differences(of entry: SubsetEntry, in browser: ProtocolDescription) -> [String] {
        guard let definition = browser.definition(of: entry.kind, named: entry.name) else {
            return [entry.kind == .command ? entry.name : "\(entry.kind.rawValue) \(entry.name)"]
        }
        let domain = String(entry.name.prefix { $0 != "." })
        var result: [String] = []
        for member in entry.sent {
            result += differences(of: member, among: definition.sent, isSent: true, entry, domain, browser)
        }
        for member in entry.received {
            result += differences(of: member, among: definition.received, isSent: false, entry, domain, browser)
        }
        let known = Set(entry.sent.map(\.name))
        for needed in definition.sent where !entry.sent.isEmpty || entry.kind == .command {
            guard needed["optional"]?.bool != true, let name = needed["name"]?.string, !known.contains(name) else {
                continue
            }
            result.append("\(entry.name) without \(name)")
        }
        return result
    }

    private static func differences(
        of member: SubsetEntry.Member,
        among candidates: [JSONValue],
        isSent: Bool,
        _ entry: SubsetEntry,
        _ domain: String,
        _ browser: ProtocolDescription
    ) -> [String] {
        let place = isSent ? "\(entry.name)(\(member.name))" : "\(entry.name) -> \(member.name)"
        guard let found = candidates.first(where: { $0["name"]?.string == member.name }) else {
            return [place]
        }
        let type = browser.typeName(of: found, in: domain)
        if type != member.type {
            return ["\(place) as \(member.type), not \(type)"]
        }
        if !isSent, !member.isOptional, found["optional"]?.bool == true {
            return ["\(place) always"]
        }
        return []
    }
}
