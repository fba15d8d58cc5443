// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import ScreenText
internal import Vocabulary

/// Reads the pictures that somebody names, one after another.
struct ImageReading: Sendable {
    let path: String
    let language: String
    let isJSON: Bool

    /// What is taken for a picture in a folder.
    private static let endings = ["png", "jpg", "jpeg", "webp"]

    /// Prints the lines of every picture.
    ///
    /// - Throws: ``CommandError`` when there is nothing to read; the error of the first picture that cannot be read, after
    ///   the others were.
    func run() async throws {
        let files = try files()
        let reader = ReaderProcess(executable: OwnExecutable.path, language: language)
        var failure: (any ExplainedError)?
        var answers: [ImageAnswer] = []
        for file in files {
            do {
                let answer = ImageAnswer(file: file, try await read(file, reader))
                if isJSON { answers.append(answer) } else { show(answer, isOneOfMany: files.count > 1) }
            } catch let error as ScreenTextError {
                guard files.count > 1, error.reason != .languageMissing else {
                    await reader.forget()
                    throw error
                }
                Terminal.note("\(file): \(error)")
                failure = failure ?? error
            }
        }
        await reader.forget()
        if isJSON { try Terminal.printJSON(answers) }
        if let failure { throw failure }
    }

    private func files() throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandError.cannotRead(path, why: "it is not there")
        }
        guard isFolder.boolValue else { return [path] }
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { name in ImageReading.endings.contains { name.lowercased().hasSuffix("." + $0) } }
        guard !names.isEmpty else { throw CommandError.cannotRead(path, why: "it holds no PNG, JPEG or WebP") }
        return names.sorted().map { path + "/" + $0 }
    }

    private func read(_ file: String, _ reader: ReaderProcess) async throws -> ScreenReading {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw CommandError.cannotRead(file, why: "it cannot be opened")
        }
        // Each is a place of its own: two pictures of a folder need not be of the same screen.
        let picture = ScreenPicture(encoded: Array(bytes), place: String(file.utf8.suffix(900)) ?? "")
        return try await reader.read(picture, effort: ReadingEffort(budget: .seconds(8)))
    }

    private func show(_ answer: ImageAnswer, isOneOfMany: Bool) {
        if isOneOfMany { Terminal.print("\(answer.file):") }
        for line in answer.lines { Terminal.print(line.text) }
        if !answer.pending.isEmpty {
            Terminal.note("\(answer.file): \(answer.pending.count) places were not read, there was no time left.")
        }
        guard !answer.illegible.isEmpty else { return }
        Terminal.note(
            "\(answer.file): \(answer.illegible.count) places look like letters that '\(language)' does not read; see --language."
        )
    }
}

/// A picture's text for programs.
struct ImageAnswer: Encodable, Sendable {
    let file: String
    let size: PixelBox
    let lines: [ReadLine]
    /// What was not read.
    let pending: [PixelBox]
    /// What looks like letters of another script.
    let illegible: [PixelBox]
    let milliseconds: Double

    init(file: String, _ reading: ScreenReading) {
        self.file = file
        size = reading.size
        lines = reading.lines
        pending = reading.pending
        illegible = reading.illegible
        milliseconds = (reading.cost.processor / .microseconds(10)).rounded() / 100
    }
}
