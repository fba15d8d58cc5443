// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// Compares the part of the protocol that is in use with what a browser says of itself.
public enum ProtocolSubset {
    private struct Description: Decodable {
        struct Domain: Decodable {
            let domain: String
            let commands: [Member]
            let events: [Member]?
        }

        struct Member: Decodable {
            let name: String
            let parameters: [Parameter]?
        }

        struct Parameter: Decodable {
            let name: String
        }

        let domains: [Domain]
    }

    /// What is in use and the browser does not have, one name each: `Page.navigate`, `Page.navigate(url)`.
    ///
    /// - Parameter protocolJSON: the body of the browser's `/json/protocol`.
    /// - Returns: nothing when the browser has all of it.
    /// - Throws: ``CDPError`` with `answer_unreadable` when the text is no protocol description.
    public static func differences(in protocolJSON: [UInt8]) throws(CDPError) -> [String] {
        let description = try CDPCoding.decode(Description.self, from: protocolJSON, method: "/json/protocol")
        var missing: [String] = []
        for member in SubsetInUse.members {
            let domain = description.domains.first { $0.domain == member.domain }
            let list = member.isEvent ? domain?.events ?? [] : domain?.commands ?? []
            guard let found = list.first(where: { $0.name == member.name }) else {
                missing.append("\(member.domain).\(member.name)")
                continue
            }
            let known = Set((found.parameters ?? []).map(\.name))
            missing += member.fields.filter { !known.contains($0) }
                .map { "\(member.domain).\(member.name)(\($0))" }
        }
        return missing
    }
}
