// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc
internal import ScreenText
internal import Vocabulary

/// Pictures of a folder, one after the other in the order of their names, or one single picture.
///
/// Each look takes the next one; at the end it begins anew. There is no page, so nothing is masked.
public struct FileSource: PictureSource {
    /// A file's bytes that are read at most; larger pictures are no pictures of screens.
    public static let limit = 64 << 20
    private static let endings = ["png", "jpg", "jpeg", "webp"]

    private let paths: [String]
    private let turn: Turn

    /// - Parameter path: a picture, or a folder of pictures.
    /// - Throws: `FileError` when there is none.
    public init(path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw FileError(path: path, reason: "it is not there")
        }
        if isFolder.boolValue {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            paths = names.filter { FileSource.endings.contains(($0 as NSString).pathExtension.lowercased()) }
                .sorted().map { path + "/" + $0 }
        } else {
            paths = [path]
        }
        guard !paths.isEmpty else { throw FileError(path: path, reason: "there is no picture in it") }
        turn = Turn()
    }

    /// `files`.
    public var name: String { "files" }

    /// How many looks it takes to see each of them.
    public var count: Int { paths.count }

    /// One place: the folder.
    public func places() async -> [LookedPlace] {
        let (paths, turn) = (paths, turn)
        return [
            LookedPlace(id: TabID(rawValue: "files"), owner: .person) { _ in
                let path = paths[await turn.next(of: paths.count)]
                // Two pictures of a folder need not be of the same screen.
                let picture = ScreenPicture(
                    encoded: try FileSource.bytes(of: path),
                    place: String(path.utf8.suffix(900)) ?? ""
                )
                return .picture(TakenPicture(picture: picture, origin: "file", title: path))
            }
        ]
    }

    /// A person named the file, so a link is followed; to open a pipe does not wait for its other end.
    private static func bytes(of path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileError(path: path, reason: "it cannot be opened") }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
        defer { try? handle.close() }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw FileError(path: path, reason: "it is no plain file")
        }
        // At the end of a file there is nothing, which is no failure.
        let bytes = try? handle.read(upToCount: limit + 1) ?? Data()
        guard let bytes, bytes.count <= limit else {
            throw FileError(path: path, reason: "it cannot be read, or has more than \(limit >> 20) MiB")
        }
        return Array(bytes)
    }

    private actor Turn {
        private var count = 0
        func next(of total: Int) -> Int {
            defer { count += 1 }
            return count % total
        }
    }
}
