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

    func take(of step: StepID, _ moment: PictureMoment = .after, in tab: Tab) async -> Evidence {
        guard let origin = tab.origin, gate.mayRead(origin, skillGrants: grants) else {
            return .withheld(.notAllowed)
        }
        let covering = PictureCovering(quality: EvidenceTaking.quality) { [secrets] in secrets.mask.isFound(in: $0) }
        do throws(PictureCovering.Withheld) {
            let bytes = try await covering.picture(of: tab, deadline: .after(EvidenceTaking.patience)).jpeg
            do { return try store.keep(bytes, of: step, in: run, moment) } catch { return .withheld(.notWritten) }
        } catch {
            return .withheld(error.reason)
        }
    }
}
