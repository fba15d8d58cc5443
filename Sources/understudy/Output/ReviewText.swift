// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import SkillKit

/// A revision in quarantine as a reviewer reads it.
enum ReviewText {
    static func describe(_ detail: PendingDetail) -> String {
        var text = detail.source
        text += detail.diagnostics.isEmpty ? "\nThe safety gate has nothing to say.\n" : "\n"
        for diagnostic in detail.diagnostics { text += "\(diagnostic)\n" }
        if let heal = detail.heal { text += "\n" + describe(heal) }
        text += detail.summary.isApprovable ? "\nThe gate lets it pass. " : "\nThe gate refuses it. "
        return text + "SHA-256 \(detail.summary.sha256)"
    }

    /// Where a proposed heal comes from.
    static func describe(_ heal: HealRecord) -> String {
        var text = "Proposed by \(heal.run), in which no locator of these targets proved itself:\n"
        for target in heal.targets {
            text += "  \(target.target): found by \(target.level), \(Int((target.score * 100).rounded())) % like it\n"
            text += "    was \(target.was)\n    now \(target.now)\n"
            if let before = target.before { text += "    picture before: \(before)\n" }
            if let after = target.after { text += "    picture of the find: \(after)\n" }
        }
        return text
    }
}
