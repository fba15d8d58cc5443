// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@Suite("Reading pictures at the command line")
struct ObserveTests {
    private static let pictures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Docs/pictures")

    @Test("the words of a picture are printed, and for programs with their boxes")
    func image() async throws {
        let picture = Self.pictures.appendingPathComponent("review.jpg").path
        let ending = try await Program.run(["observe", "--image", picture])
        #expect(ending.status == 0 && ending.output.split(separator: "\n").count > 5, "\(ending)")
        let json = try await Program.run(["observe", "--image", picture, "--json"])
        let answers = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        let lines = try #require(answers.first?["lines"] as? [[String: Any]])
        #expect(lines.compactMap { $0["text"] as? String } == ending.output.split(separator: "\n").map(String.init))
        #expect(lines.allSatisfy { $0["box"] != nil && $0["confidences"] != nil })
    }

    @Test("a folder's pictures are read one after another, and one that cannot be read stops no other")
    func folder() async throws {
        try await withTemporaryFolder { folder in
            for name in ["a.jpg", "c.jpg"] {
                let picture = Self.pictures.appendingPathComponent("question.jpg")
                try FileManager.default.copyItem(at: picture, to: URL(fileURLWithPath: folder.file(name)))
            }
            try folder.write("no picture", to: "b.png")
            try folder.write("not looked at", to: "d.txt")
            let ending = try await Program.run(["observe", "--image", folder.path])
            #expect(ending.status == 1, "\(ending)")
            #expect(ending.output.contains("a.jpg:\n") && ending.output.contains("c.jpg:\n"), "\(ending)")
            #expect(ending.errors.contains("b.png") && ending.errors.contains("picture_unreadable"), "\(ending)")
        }
    }

    @Test("what cannot be read is said with its code")
    func failures() async throws {
        try await withTemporaryFolder { folder in
            try folder.write("no picture", to: "b.txt")
            let none = try await Program.run(["observe", "--image", folder.file("none.png")])
            #expect(none.status == 2 && none.errors.contains("cannot_read"), "\(none)")
            let empty = try await Program.run(["observe", "--image", folder.path])
            #expect(empty.status == 2 && empty.errors.contains("cannot_read"), "\(empty)")
            let text = try await Program.run(["observe", "--image", folder.file("b.txt")])
            #expect(text.status == 1 && text.errors.contains("picture_unreadable"), "\(text)")
            let picture = Self.pictures.appendingPathComponent("review.jpg").path
            let language = try await Program.run(["observe", "--image", picture, "--language", "chi_sim"])
            #expect(language.status == 1 && language.errors.contains("tesseract-ocr-chi-sim"), "\(language)")
        }
    }
}
