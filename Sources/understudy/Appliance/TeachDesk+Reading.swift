// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import Foundation
internal import Synchronization
internal import Teaching
internal import Vocabulary
internal import WebAddresses

/// What is known of recordings, and their edits.
extension TeachDesk {
    func summaries() -> [RecordingSummary] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted()
            .compactMap { name in
                name.hasSuffix(".jsonl") ? try? summary(Slug(String(name.dropLast(6)))) : nil
            }
    }

    func detail(_ slug: Slug) throws -> RecordingDetail {
        let bytes = try PrivateFile.read(path(of: slug), limit: 256 << 20) ?? []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        return RecordingDetail(summary: try summary(slug), lines: lines)
    }

    func recording(_ slug: Slug) throws -> Recording { try RecordingFile.read(path(of: slug)) }

    /// The steps of a recording as it is now; of one that goes on, with all that was done until now.
    func preview(_ slug: Slug) async throws -> Preview {
        if let going = live, going.header.slug == slug, let controls = going.controls {
            return try await controls.preview()
        }
        _ = try summary(slug)
        return Compiler.preview(try recording(slug))
    }

    /// Changes a recording that goes on; the log tells of it before and after.
    ///
    /// - Parameters:
    ///   - word: what is done, for the log: no name and no value.
    ///   - change: does it.
    func edit(
        _ slug: Slug,
        _ word: String,
        by principal: Principal,
        _ change: (TeachingControls) async throws -> Preview
    ) async throws -> Preview {
        _ = try summary(slug)
        guard let going = live, going.header.slug == slug, let controls = going.controls else {
            throw CommandError(
                code: "recording_over",
                message: "The recording '\(slug)' does not go on any more, so it cannot be changed: edit the skill.",
                kind: .conflict
            )
        }
        let extra: [String: JSONValue] = ["edit": .string(word), "principal": .string(principal.rawValue)]
        try await note(.recordingEdited, .started, slug, going.correlation, extra)
        do {
            let preview = try await change(controls)
            try await note(.recordingEdited, .succeeded, slug, going.correlation, extra)
            return preview
        } catch {
            let reason = JSONValue.string((error as? any ExplainedError)?.code ?? "cancelled")
            let told = extra.merging(["reason": reason]) { own, _ in own }
            try? await note(.recordingEdited, .failed, slug, going.correlation, told)
            throw error
        }
    }

    /// The pictures beside a recording.
    func pictures(of slug: Slug) -> PictureFolder { PictureFolder(of: path(of: slug)) }

    func path(of slug: Slug) -> String { "\(folder)/\(slug).jsonl" }

    func summary(_ slug: Slug) throws -> RecordingSummary {
        guard FileManager.default.fileExists(atPath: path(of: slug)) else {
            throw CommandError(
                code: "recording_unknown",
                message: "There is no recording '\(slug)'.",
                kind: .notFound
            )
        }
        let going = live.flatMap { $0.header.slug == slug ? $0 : nil }
        let recording = try RecordingFile.read(path(of: slug))
        return RecordingSummary(
            slug: slug,
            started: recording.header.started,
            url: recording.header.url,
            events: recording.events.count,
            isLive: going != nil,
            tab: going?.controls?.tab,
            cdp: going == nil ? nil : browserInUse.withLock { $0?.endpoint },
            signInAt: going == nil ? nil : browserInUse.withLock { $0 }?.signInQuestions.first?.origin.text,
            dialog: going == nil
                ? nil
                : browserInUse.withLock { $0 }?.tabAskingInDialog?.dialogQuestion
                    .map { OpenDialog(number: $0.number, kind: $0.kind.rawValue, message: $0.message) }
        )
    }
}
