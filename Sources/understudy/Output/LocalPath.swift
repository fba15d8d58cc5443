// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc

/// Paths as somebody types them at the command line, made into what an appliance takes: absolute and without links, since
/// the appliance has another working folder and follows none.
enum LocalPath {
    static func real(_ typed: String) -> String {
        let absolute = typed.hasPrefix("/") ? typed : FileManager.default.currentDirectoryPath + "/" + typed
        guard let resolved = realpath(absolute, nil) else {
            // What is not there is refused with a better word by whoever needs it.
            return URL(fileURLWithPath: absolute).standardizedFileURL.path
        }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
