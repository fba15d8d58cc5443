// SPDX-License-Identifier: Apache-2.0
import Foundation
import ScreenText
import TestSupport
import Testing
import Vocabulary

@testable import Observing

@Suite("Pictures of files")
struct FileSourceTests {
    private func look(_ source: FileSource) async throws -> String? {
        let place = try #require(await source.places().first)
        guard case .picture(let taken) = try await place.picture(deadline: .after(.seconds(5))) else { return nil }
        return
            "\((taken.title as NSString).lastPathComponent) \(String(decoding: taken.picture.encoded, as: UTF8.self))"
    }

    @Test("a folder's pictures come in the order of their names, and then from the beginning")
    func folder() async throws {
        try await withTemporaryFolder { folder in
            for name in ["b.png", "a.PNG", "c.txt"] { try folder.write(name, to: name) }
            let source = try FileSource(path: folder.path)
            #expect(source.count == 2)
            for expected in ["a.PNG a.PNG", "b.png b.png", "a.PNG a.PNG"] {
                #expect(try await look(source) == expected)
            }
        }
    }

    @Test("what is no plain file is not opened for long, and the next one comes after it")
    func plain() async throws {
        try await withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: folder.file("a.png"), withIntermediateDirectories: false)
            #expect(mkfifo(folder.file("b.png"), 0o600) == 0)
            try folder.write("c", to: "c.png")
            let source = try FileSource(path: folder.path)
            for _ in 0..<2 { await #expect(throws: FileError.self) { try await look(source) } }
            #expect(try await look(source) == "c.png c")
        }
    }

    @Test("what is not there, and a folder without pictures, is said at once")
    func missing() async throws {
        try await withTemporaryFolder { folder in
            #expect(throws: FileError.self) { try FileSource(path: folder.path) }
            #expect(throws: FileError.self) { try FileSource(path: folder.file("a.png")) }
        }
    }

    @Test("a PNG says its size, and what is none says nothing")
    func size() {
        let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
        #expect(PNGHead.size(of: head + [0, 0, 5, 0, 0, 0, 2, 208]) == PixelBox(x: 0, y: 0, width: 1280, height: 720))
        #expect(PNGHead.size(of: head) == nil)
        #expect(PNGHead.size(of: Array("JFIF".utf8)) == nil)
        #expect(PNGHead.size(of: head + [0, 0, 0, 0, 0, 0, 2, 208]) == nil)
    }
}
