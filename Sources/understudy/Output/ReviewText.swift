// SPDX-License-Identifier: Apache-2.0
internal import Console

/// A revision in quarantine as a reviewer reads it.
enum ReviewText {
    static func describe(_ detail: PendingDetail) -> String {
        var text = detail.source
        text += detail.diagnostics.isEmpty ? "\nThe safety gate has nothing to say.\n" : "\n"
        for diagnostic in detail.diagnostics { text += "\(diagnostic)\n" }
        text += detail.summary.isApprovable ? "\nThe gate lets it pass. " : "\nThe gate refuses it. "
        return text + "SHA-256 \(detail.summary.sha256)"
    }
}
