// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Vocabulary

/// `manifest.json` of a folder of saved pages: which page became which, and which element is which.
struct LocatorManifest: Decodable, Sendable {
    /// One page before and after.
    struct PagePair: Decodable, Sendable {
        let set: String
        let page: String
        let before: String
        let after: String
        let pairs: [Element]
    }

    /// One element of the page before.
    struct Element: Decodable, Sendable {
        /// What became of it.
        enum Kind: String, Decodable, Sendable {
            /// It is on the page after as well.
            case same
            /// It is gone there.
            case removed
            /// It, and all that a click could not tell from it, is taken out of the page after.
            case absent
        }

        let id: String
        let kind: Kind
        let remove: [String]?
    }

    let viewport: [Int]
    let pages: [PagePair]

    static func read(in folder: String) throws -> LocatorManifest {
        let path = folder + "/manifest.json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandError(
                code: "pages_unreadable",
                message: "There is no \(path) that can be read: give a folder of saved pages with --pages.",
                kind: .usage
            )
        }
        do {
            let manifest = try JSONDecoder().decode(LocatorManifest.self, from: data)
            guard manifest.viewport.count == 2 else { throw CocoaError(.coderReadCorrupt) }
            return manifest
        } catch {
            throw CommandError(
                code: "pages_unreadable",
                message: "\(path) is no manifest of saved pages: see Docs/locators.md for what it holds.",
                kind: .usage
            )
        }
    }
}
