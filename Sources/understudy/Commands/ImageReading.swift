// SPDX-License-Identifier: Apache-2.0
internal import Observing
internal import ScreenText
internal import Vocabulary

/// Reads the pictures that somebody names, one after another.
struct ImageReading: Sendable {
    let path: String
    let language: String
    let isJSON: Bool

    /// Prints the lines of every picture.
    ///
    /// - Throws: ``CommandError`` when there is nothing to read; the error of the first picture that cannot be read, after
    ///   the others were.
    func run() async throws {
        let source = try source()
        let reader = ReaderProcess(executable: OwnExecutable.path, language: language)
        do { try await read(source, reader) } catch {
            await reader.forget()
            throw error
        }
        await reader.forget()
    }

    private func source() throws -> FileSource {
        do { return try FileSource(path: path) } catch let error as FileError {
            throw CommandError.cannotRead(error.path, why: error.reason)
        }
    }

    private func read(_ source: FileSource, _ reader: ReaderProcess) async throws {
        var failure: (any ExplainedError)?
        var answers: [ImageAnswer] = []
        for _ in 0..<source.count {
            let taken: TakenPicture
            do { taken = try await next(source) } catch let error as CommandError {
                guard source.count > 1 else { throw error }
                Terminal.note("\(error)")
                failure = failure ?? error
                continue
            }
            do {
                let reading = try await reader.read(taken.picture, effort: ReadingEffort(budget: .seconds(8)))
                let answer = ImageAnswer(file: taken.title, reading)
                if isJSON { answers.append(answer) } else { show(answer, isOneOfMany: source.count > 1) }
            } catch let error as ScreenTextError {
                guard source.count > 1, error.reason != .languageMissing else { throw error }
                Terminal.note("\(taken.title): \(error)")
                failure = failure ?? error
            }
        }
        if isJSON { try Terminal.printJSON(answers) }
        if let failure { throw failure }
    }

    private func next(_ source: FileSource) async throws -> TakenPicture {
        do {
            for place in await source.places() {
                if case .picture(let taken) = try await place.picture(deadline: .after(.seconds(30))) { return taken }
            }
            throw CommandError.cannotRead(path, why: "there is no picture")
        } catch let error as FileError { throw CommandError.cannotRead(error.path, why: error.reason) }
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
