// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// The picture that the demo sends: one dot, in a folder that the browser's own user can read.
enum DemoPicture {
    /// Writes it.
    ///
    /// - Returns: its path.
    static func write(into folder: String) throws -> String {
        let base64 =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
        guard let bytes = Data(base64Encoded: base64) else { preconditionFailure("The picture is base64.") }
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o755]
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false,
            attributes: attributes
        )
        let path = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path + "/door.png"
        try bytes.write(to: URL(fileURLWithPath: path))
        return path
    }
}
