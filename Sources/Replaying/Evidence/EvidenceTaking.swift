// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

/// Takes a step's picture, or says why there is none; never fails a run.
struct EvidenceTaking {
    /// A page that is busy for longer is not pictured.
    static let patience: Duration = .seconds(8)
    private static let quality = 60

    let store: EvidenceStore
    let camera: CoveredCamera
    let run: RunID

    func take(of step: StepID, _ moment: PictureMoment = .after, in tab: Tab) async -> Evidence {
        do throws(PictureCovering.Withheld) {
            let bytes = try await camera.picture(
                of: tab,
                quality: EvidenceTaking.quality,
                deadline: .after(EvidenceTaking.patience)
            )
            do { return try store.keep(bytes, of: step, in: run, moment) } catch { return .withheld(.notWritten) }
        } catch {
            return .withheld(error.reason)
        }
    }
}
