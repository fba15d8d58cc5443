// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import SkillKit
internal import Teaching
internal import Vocabulary

/// What a person had before them when they showed a step.
extension LocalAppliance {
    func recordingPicture(_ slug: Slug, _ event: Int) async throws -> [UInt8] {
        guard let picture = teaching.pictures(of: slug).picture(after: event) else {
            throw CommandError(
                code: "picture_unknown",
                message: "No picture of the recording '\(slug)' has the number \(event).",
                kind: .notFound
            )
        }
        return picture
    }

    /// The pictures of the steps of a skill that was compiled from a recording which is still as it was then.
    func pictures(of source: String) -> [StepPicture] {
        guard let origin = SkillReader.read(Array(source.utf8), file: "").skill?.origin else { return [] }
        let pictures = teaching.pictures(of: origin.recording).pictures
        guard !pictures.isEmpty, let recording = try? teaching.recording(origin.recording),
            recording.sha256 == origin.sha256
        else { return [] }
        return Compiler.preview(recording).lines
            .compactMap { line in
                recording.picture(before: line, among: pictures)
                    .map { picture in
                        StepPicture(
                            step: line.step.id.rawValue,
                            recording: origin.recording,
                            picture: picture.event,
                            view: picture.view
                        )
                    }
            }
    }
}
