// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A golden file beside the tests.
func golden(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: folder.appendingPathComponent("Golden").appendingPathComponent(name), encoding: .utf8)
}

/// The rights of every route, as the golden file has them.
func goldenRights() throws -> [(title: String, access: String)] {
    try golden("routes.txt").split(separator: "\n")
        .map { line in
            let words = line.split(separator: " ", maxSplits: 2)
            return (words[0] + " " + words[1], String(words[2]))
        }
}
