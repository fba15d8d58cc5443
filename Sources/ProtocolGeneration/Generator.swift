// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// Writes the Swift of a subset of the protocol.
public struct Generator {
    private let file: ProtocolFile
    private let subset: Subset

    /// Takes the pinned protocol and the list of what is in use.
    ///
    /// - Throws: ``GenerationError`` or a decoding error when one of them cannot be read.
    public init(protocolJSON: [UInt8], subset: String) throws {
        file = try JSONDecoder().decode(ProtocolFile.self, from: Data(protocolJSON))
        self.subset = try Subset(subset)
    }

    /// The files, by name: one a domain, and the list of what is in use.
    public func files() throws(GenerationError) -> [String: String] {
        var result: [String: String] = [:]
        for name in subset.domains {
            guard let domain = file.domain(name) else { throw GenerationError("the protocol has no domain \(name)") }
            result["\(name).swift"] = try DomainWriter(file: file, subset: subset, domain: domain).text()
        }
        result["SubsetInUse.swift"] = subsetInUse()
        return result
    }

    static let head = """
        // SPDX-License-Identifier: Apache-2.0
        // Written by protocol-generator from protocol.json and subset.txt: change those, not this file.
        // swift-format-ignore-file

        """

    private func subsetInUse() -> String {
        var text =
            Generator.head + """

                /// What of the protocol is in use, for comparing it with a browser's own.
                enum SubsetInUse {
                    /// Commands and events, each with the parameters in use.
                    static let members: [(domain: String, name: String, isEvent: Bool, fields: [String])] = [

                """
        for entry in subset.entries where entry.kind != .type {
            let fields = entry.fields.map { "\"\($0)\"" }.joined(separator: ", ")
            text += "        (\"\(entry.domain)\", \"\(entry.name)\", \(entry.kind == .event), [\(fields)]),\n"
        }
        return text + "    ]\n}\n"
    }
}
