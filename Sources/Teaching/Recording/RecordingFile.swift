// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import SkillKit
internal import Vocabulary

/// Recordings as files: `recordings/<slug>.jsonl`, one JSON object a line, appended as it happens.
public enum RecordingFile {
    /// The most bytes that are read.
    static let limit = 256 << 20

    /// Reads a recording.
    ///
    /// - Parameter path: the file, absolute.
    /// - Throws: ``TeachingError`` with `recording_unreadable`, naming the line. A last line that was cut off is no
    ///   error: that is what a crash leaves.
    public static func read(_ path: String) throws -> Recording {
        guard let bytes = try PrivateFile.read(path, limit: limit) else {
            throw TeachingError(.recordingUnreadable, "There is no recording \(path).")
        }
        return try parse(bytes, name: path)
    }

    /// Reads a recording's bytes.
    public static func parse(_ bytes: [UInt8], name: String) throws -> Recording {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
        let isWhole = bytes.last == UInt8(ascii: "\n")
        guard let first = lines.first,
            let header = try? JSONDecoder().decode(RecordingHeader.self, from: Data(first)), header.recording == 1
        else {
            throw TeachingError(
                .recordingUnreadable,
                "\(name):1: this is not the first line of a recording of version 1."
            )
        }
        lines.removeFirst()
        var events: [RecordedEvent] = []
        var isCutOff = false
        for (index, line) in lines.enumerated() {
            if let value = try? JSONText.parse(Array(line)), let event = RecordedEvent(value) {
                events.append(event)
            } else if index == lines.count - 1, !isWhole {
                isCutOff = true
            } else {
                throw TeachingError(.recordingUnreadable, "\(name):\(index + 2): this line is not a recorded event.")
            }
        }
        return Recording(header: header, events: events, sha256: SkillDigest.of(bytes), isCutOff: isCutOff)
    }
}
