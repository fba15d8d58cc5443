// SPDX-License-Identifier: Apache-2.0
internal import Auditing
internal import Console
internal import Replaying
internal import Vocabulary

extension LocalAppliance {
    func file(_ number: Int, of run: RunID) async throws -> FileContent {
        let summary = try await self.run(run).file(number)
        guard let reader = try files.open(number, of: run, sha256: summary.sha256) else {
            throw CommandError.fileUnknown(number, of: run)
        }
        let pieces = AsyncThrowingStream<[UInt8], any Error> {
            let piece = try reader.next()
            return piece.isEmpty ? nil : piece
        }
        return FileContent(summary: summary, pieces: pieces)
    }

    /// What the log tells of a run's files; they themselves may be gone by now.
    func files(of run: RunID) async throws -> [FileSummary] {
        try await audit.lines(after: 0, limit: 100, filter: LineFilter(event: EventName.fileKept.rawValue, run: run))
            .compactMap { FileSummary(line: $0.line) }
    }
}

extension FileSummary {
    /// Reads the event that told of a file.
    fileprivate init?(line: String) {
        guard let extra = try? JSONText.parse(line)["extra"], let number = extra["number"]?.int,
            let step = extra["step"]?.string, let name = extra["name"]?.string, let bytes = extra["bytes"]?.int,
            let sha256 = extra["file_sha256"]?.string
        else { return nil }
        self.init(number: number, step: StepID(rawValue: step), name: name, bytes: bytes, sha256: sha256)
    }
}

extension RunDetail {
    /// A file that it has brought.
    ///
    /// - Throws: ``CommandError`` with `file_unknown`.
    func file(_ number: Int) throws -> FileSummary {
        guard let file = files.first(where: { $0.number == number }) else {
            throw CommandError.fileUnknown(number, of: summary.id)
        }
        return file
    }
}

extension CommandError {
    static func fileUnknown(_ number: Int, of run: RunID) -> CommandError {
        CommandError(
            code: "file_unknown",
            message: "There is no file \(number) of run '\(run)': see 'understudy runs files \(run)'.",
            kind: .notFound
        )
    }
}
