// SPDX-License-Identifier: Apache-2.0
public import Foundation
internal import SkillKit
public import Vocabulary

/// Pictures of steps in the home's `evidence/`, for their owner alone, for 30 days and up to 500 MB.
public struct EvidenceStore: Sendable {
    /// How long a picture is kept.
    public static let age: Duration = .seconds(30 * 86_400)
    /// The most bytes of pictures that are kept; the oldest go first.
    public static let size = 500_000_000

    private let home: String

    /// - Parameter home: the data folder's absolute path.
    public init(home: String) { self.home = home }

    /// Keeps a step's picture.
    ///
    /// - Parameters:
    ///   - step: the step; a picture of the same step and moment of the same run is replaced.
    ///   - moment: which of its pictures.
    /// - Throws: ``Vocabulary/FileError``.
    func keep(_ bytes: [UInt8], of step: StepID, in run: RunID, _ moment: PictureMoment = .after) throws -> Evidence {
        let folder = "evidence/\(run.rawValue)"
        guard RunFolders.isName(step.rawValue), RunFolders.isName(run.rawValue) else {
            throw FileError(path: "\(home)/\(folder)", reason: "the step's name is no file's name")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: "\(home)/\(folder)",
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw FileError(path: "\(home)/\(folder)", reason: "the folder cannot be made")
        }
        let file = EvidenceStore.file(of: step, in: run, moment)
        try PrivateFile.write(bytes, to: "\(home)/\(file)")
        return .picture(file: file, sha256: SkillDigest.of(bytes))
    }

    /// The picture of a step; nil when there is none, or none any more.
    ///
    /// - Parameters:
    ///   - sha256: its digest as the log has it.
    ///   - moment: which of its pictures.
    /// - Throws: ``ReplayError`` with `picture_changed` when the file is another; ``Vocabulary/FileError``.
    public func picture(
        of step: StepID,
        in run: RunID,
        sha256: String,
        _ moment: PictureMoment = .after
    ) throws -> [UInt8]? {
        guard RunFolders.isName(step.rawValue), RunFolders.isName(run.rawValue) else { return nil }
        let file = EvidenceStore.file(of: step, in: run, moment)
        guard let bytes = try PrivateFile.read("\(home)/\(file)") else { return nil }
        guard SkillDigest.of(bytes) == sha256 else {
            throw ReplayError(
                code: .pictureChanged,
                message: "\(file) is not the picture that the log tells of: it was changed since, and proves nothing."
            )
        }
        return bytes
    }

    /// Names hold no dot, so that no step's picture of one moment is another step's of the other.
    private static func file(of step: StepID, in run: RunID, _ moment: PictureMoment) -> String {
        let end = moment == .after ? "" : ".\(moment.rawValue)"
        return "evidence/\(run.rawValue)/\(step.rawValue)\(end).jpg"
    }

    /// Removes what is too old, then the oldest of what is too much; runs go whole.
    ///
    /// - Parameters:
    ///   - now: the time.
    ///   - age: how long a run's pictures stay.
    ///   - size: how many bytes may stay.
    public func prune(now: Date = Date(), age: Duration = EvidenceStore.age, size: Int = EvidenceStore.size) {
        RunFolders(path: home + "/evidence").prune(now: now, age: age, size: size)
    }
}
