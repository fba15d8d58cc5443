// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// One thing that was looked at.
struct Check: Encodable, Sendable {
    let name: String
    let isGood: Bool
    let finding: String
    let mend: String?

    /// Nothing to do.
    static func good(_ name: String, _ finding: String) -> Check {
        Check(name: name, isGood: true, finding: finding, mend: nil)
    }

    /// Something is in the way.
    static func bad(_ name: String, _ finding: String, mend: String) -> Check {
        Check(name: name, isGood: false, finding: finding, mend: mend)
    }

    /// Something could not even be looked at.
    static func bad(_ name: String, _ error: any Error) -> Check {
        let explained = error as? any ExplainedError
        return bad(
            name,
            explained?.message ?? "could not be told: \(error)",
            mend: explained.map { "see [\($0.code)] in Docs/errors.md" } ?? "tell the authors"
        )
    }

    /// What a look came to.
    static func of(_ name: String, mend: String, _ look: () throws -> String) -> Check {
        do { return good(name, try look()) } catch {
            return bad(name, (error as? any ExplainedError)?.message ?? "could not be told: \(error)", mend: mend)
        }
    }
}
