// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

extension StepExecutor {
    /// Gives files to a field for files, or clicks what opens a chooser and answers that.
    ///
    /// The browser gets copies of its own: it runs as another user, and pages may read them as long as they are there.
    mutating func upload(_ templates: [TextTemplate], to name: TargetName) async throws {
        let paths = try templates.map { try values.text(of: $0) }
        if step.isIrreversible { _ = try await locate(name, action: "click") }
        let origin = try await origin(of: name)
        let permit = try await permit(.upload(files: paths, on: origin))
        let files = try await copies(of: zip(templates, paths).map { (values.inputName(in: $0), $1) })
        let print = try target(name).fingerprint
        if print.tag == "input", print.attributes["type"]?.lowercased() == "file" {
            try await give(files, toField: name, permit)
        } else {
            try await give(files, toChooserOf: name, permit)
        }
        log.uploaded(files.count, step: step.id)
    }

    private mutating func give(_ files: [StagedUpload], toField name: TargetName, _ permit: Permit) async throws {
        while true {
            let answer = try await ready(name, action: "upload", files: files.count, guarded: nil, permit: permit)
            try await requireStillAllowed()
            let isGiven = try await answer.way.place.give(
                files,
                toFieldOf: "fileField",
                asked(for: name),
                document: answer.document,
                permit: permit,
                deadline: deadline
            )
            if isGiven { return }
            try requireTime("'\(name)' was given no file: the page changed each time.")
        }
    }

    private mutating func give(_ files: [StagedUpload], toChooserOf name: TargetName, _ permit: Permit) async throws {
        let events = tab.events()
        let way = try await point(at: name, action: "click", permit: permit)?.way
        let chooser = try await firstChooser(in: events, of: name)
        guard chooser.frame == way?.place.id, files.count == 1 || chooser.takesSeveral else {
            throw ReplayError(
                code: .targetNotReady,
                message: chooser.frame == way?.place.id
                    ? "'\(name)' asks for one file, and the step has \(files.count)."
                    : "'\(name)' asks for files on behalf of another document than its own."
            )
        }
        try await requireStillAllowed()
        try await tab.give(files, to: chooser, permit: permit, deadline: deadline)
    }

    private func firstChooser(in events: TabEventStream, of name: TargetName) async throws -> FileChooser {
        let missing = ReplayError(
            code: .consequenceMissing,
            message: "'\(name)' was clicked, but the page asked for no file in time."
        )
        do {
            return try await withDeadline(deadline, waitingFor: "the page to ask for a file") {
                for try await case .fileChooserOpened(let chooser) in events { return chooser }
                throw missing
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            throw missing
        }
    }

    /// Copies the files, and tells the log of each before the page can have it.
    private func copies(of files: [(input: String, path: String)]) async throws -> [StagedUpload] {
        var copies: [StagedUpload] = []
        for file in files {
            let session = session
            // Hundreds of megabytes are copied: not on the thread that the browser's answers come in on.
            let (copy, size, sha256) = try await withTaskExecutorPreference(globalConcurrentExecutor) {
                let source = try UploadSource(file.path, input: file.input)
                var content: (size: Int64, sha256: String) = (0, "")
                let copy = try session.stageUpload(name: source.name, of: file.path) { content = try source.read($0) }
                return (copy, content.size, content.sha256)
            }
            copies.append(copy)
            try await log.uploads(copies.count, size: size, sha256: sha256, input: file.input, step: step.id)
        }
        return copies
    }
}
