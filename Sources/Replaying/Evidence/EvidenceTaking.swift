// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

/// Takes a step's picture, or says why there is none; never fails a run.
struct EvidenceTaking {
    /// A page that is busy for longer is not pictured.
    static let patience: Duration = .seconds(8)
    static let quality = 60

    let store: EvidenceStore
    let gate: PermissionGate
    let secrets: SecretStore
    let grants: Grants
    let run: RunID

    func take(of step: StepID, in tab: Tab) async -> Evidence {
        guard let origin = tab.origin, gate.mayRead(origin, skillGrants: grants) else {
            return .withheld(.outsideSites)
        }
        do throws(Withheld) {
            let bytes = try await picture(of: tab, deadline: .after(EvidenceTaking.patience))
            do { return try store.keep(bytes, of: step, in: run) } catch { return .withheld(.notWritten) }
        } catch {
            return .withheld(error.reason)
        }
    }

    private struct Withheld: Error { let reason: Evidence.Reason }

    /// Tries again when the page goes to another document in the middle.
    private func picture(of tab: Tab, deadline: Deadline) async throws(Withheld) -> [UInt8] {
        while true {
            do {
                return try await picture(of: tab.document, in: tab, deadline: deadline)
            } catch let error as Withheld {
                throw error
            } catch let error as BrowsingError where error.reason == .documentGone && !deadline.hasPassed {
                continue
            } catch {
                throw Withheld(reason: .pageSilent)
            }
        }
    }

    /// Covers, pictures, uncovers; what cannot be shown to have been covered all the while is thrown away.
    private func picture(of document: DocumentID, in tab: Tab, deadline: Deadline) async throws -> [UInt8] {
        let before = try await tab.look("veil", .null, document: document, deadline: deadline)
        let picture: Result<[UInt8], any Error>
        do {
            try require(before)
            picture = .success(try await tab.picture(quality: EvidenceTaking.quality, deadline: deadline))
        } catch {
            picture = .failure(error)
        }
        // A page that left meanwhile may have been pictured after it went: the picture goes with the error.
        let after = try await tab.look("unveil", .null, document: document, deadline: deadline)
        try require(after)
        return try picture.get()
    }

    private func require(_ answer: ScriptAnswer) throws(Withheld) {
        guard answer.value["covered"]?.bool == true, let text = answer.value["text"]?.string else {
            throw Withheld(reason: .notCovered)
        }
        guard secrets.masked(text) == text else { throw Withheld(reason: .secretShown) }
    }
}
