// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

extension StepExecutor {
    /// Tells the session which downloads the step causes, before it causes them.
    mutating func planDownloads() async throws {
        let names = step.then.compactMap { if case .download(let name) = $0 { name } else { nil } }
        guard !names.isEmpty else { return }
        guard let origin = tab.origin else {
            throw ReplayError(code: .outsideSites, message: "The page has no web address, so no file is taken from it.")
        }
        let request = ActionRequest(
            actor: .replay(run: log.run, step: step.id, skill: admitted.skill.name, sha256: admitted.sha256),
            effect: .download(from: origin),
            isIrreversible: false,
            correlationID: log.correlationID,
            description: "take a download of \(step.action.summary)"
        )
        guard case .permitted(let permit) = try await player.gate.permit(for: request, skillGrants: skillGrants) else {
            return
        }
        try tab.planDownloads(names, permit: permit)
    }

    /// Waits for all of the step's downloads at once, and keeps them; a second call finds nothing left to do.
    func awaitDownloads() async throws {
        guard let files = try await tab.finishedDownloads(deadline: deadline) else {
            throw ReplayError(
                code: .consequenceMissing,
                message: "The step was done but the download did not follow in time."
            )
        }
        for file in files {
            // Hundreds of megabytes are copied: not on the thread that the browser's answers come in on.
            let (store, run) = (player.files, log.run)
            let name = player.secrets.masked(file.name)
            let kept = try await withTaskExecutorPreference(globalConcurrentExecutor) {
                try store?.keep(file, of: run, named: name)
            }
            if let kept { try await log.kept(kept, step: step.id) }
        }
    }
}

extension Tab {
    /// A download that no step foresaw ends a run, whenever it came.
    func requireNoDownload() throws(ReplayError) {
        guard unexpectedDownloadCount > 0 else { return }
        throw ReplayError(
            code: .unexpectedDownload,
            message: "The page gave a file that no step expects; it was cancelled and the run stopped. "
                + "Add 'then: { download: … }' to the step that causes it, if it is meant."
        )
    }
}
