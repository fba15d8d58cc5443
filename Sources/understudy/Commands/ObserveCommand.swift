// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import ScreenText
internal import Vocabulary

/// `understudy observe`.
struct ObserveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "observe",
        abstract: "Read the text on a picture of a screen, or on all of a folder.",
        discussion: """
            PNG, JPEG and WebP are read by a process of their own that can open no file and reach no network.
            Nothing is kept. Pictures of a folder are read in the order of their names.
            """
    )

    @Option(help: "A picture, or a folder of pictures.") var image: String
    @Option(help: "The language of the text, as Tesseract names it; several are joined by +.") var language = "eng"
    @Flag(help: "Print a JSON list of the pictures, with boxes and confidences.") var json = false

    func run() async throws {
        try await ImageReading(path: image, language: language, isJSON: json).run()
    }
}
