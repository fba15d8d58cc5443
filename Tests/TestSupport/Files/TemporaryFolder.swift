// SPDX-License-Identifier: Apache-2.0
internal import Foundation
public import Glibc

/// A folder of one test, removed with all that is in it.
public struct TemporaryFolder: Sendable {
    /// Its absolute path, without a slash at the end.
    public let path: String

    /// The path of a file in it, which need not exist.
    public func file(_ name: String) -> String { path + "/" + name }

    /// Writes a text file, with the folders on the way to it.
    ///
    /// - Returns: its path.
    @discardableResult
    public func write(_ text: String, to name: String) throws -> String {
        let place = URL(filePath: file(name))
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: place)
        return place.path(percentEncoded: false)
    }

    /// Reads a text file.
    public func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: file(name))), as: UTF8.self)
    }

    /// The paths of everything in it, relative to it, in order.
    public func contents() throws -> [String] { try FileManager.default.subpathsOfDirectory(atPath: path).sorted() }
}

/// Makes a folder, runs the body, and removes the folder, however the body ends.
///
/// - Parameters:
///   - mode: the folder's permissions; `0o755` lets the browser's own user look in.
///   - body: what is done with it.
/// - Returns: what the body returned.
/// - Throws: when the folder cannot be made, or what the body throws.
public func withTemporaryFolder<Value>(
    mode: mode_t = 0o700,
    _ body: (TemporaryFolder) async throws -> Value
) async throws -> Value {
    let folder = try TemporaryFolder.make(mode: mode)
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    return try await body(folder)
}

extension TemporaryFolder {
    /// Makes a folder that its maker removes.
    ///
    /// - Throws: when it cannot be made.
    public static func make(mode: mode_t = 0o700) throws -> TemporaryFolder {
        var base = NSTemporaryDirectory()
        while base.count > 1 && base.hasSuffix("/") { base.removeLast() }
        let path = "\(base)/understudy-test-\(UUID().uuidString.lowercased())"
        // Not by FileManager: the folder must never exist with wider permissions than were asked for.
        guard mkdir(path, 0o700) == 0, chmod(path, mode) == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
        }
        return TemporaryFolder(path: path)
    }
}
