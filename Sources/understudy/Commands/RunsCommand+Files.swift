// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Foundation
internal import Vocabulary

extension RunsCommand {
    /// `understudy runs files`.
    struct Files: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the files that a run has downloaded, or write them into a folder."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The run.") var run: String
        @Option(help: "Where to write them; no file that is there already is touched.") var out: String?

        func run() async throws {
            let files = try await withControl(common) { control in
                let files = try await control.run(RunID(rawValue: run)).files
                guard let out else { return files }
                for file in files {
                    try await Files.write(try await control.file(file.number, of: RunID(rawValue: run)), into: out)
                }
                return files
            }
            guard !common.json else { return try Terminal.printJSON(files) }
            var table = TextTable("FILE", "STEP", "BYTES", "SHA-256", "NAME")
            for file in files {
                table.add("\(file.number)", file.step.rawValue, "\(file.bytes)", file.sha256, file.name)
            }
            Terminal.print(table.text)
        }

        private static func write(_ file: FileContent, into folder: String) async throws {
            try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let output = try OutputFile(path: free(file.summary.name, in: folder))
            for try await piece in file.pieces { try output.write(piece) }
            try output.finish()
        }

        /// The name, or the first of `name-2.csv`, `name-3.csv`, … that is free.
        private static func free(_ name: String, in folder: String) -> String {
            // A name was made harmless when it was kept; the log it comes from may have been another's since.
            let name = DisplayName.of(name)
            let dot = name.lastIndex(of: ".") ?? name.endIndex
            var path = "\(folder)/\(name)"
            var number = 2
            while FileManager.default.fileExists(atPath: path) || FileManager.default.fileExists(atPath: path + ".part")
            {
                path = "\(folder)/\(name[..<dot])-\(number)\(name[dot...])"
                number += 1
            }
            return path
        }
    }
}
