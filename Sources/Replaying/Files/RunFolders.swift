// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// Folders of the home that hold one folder a run, and are kept for a time and up to a size.
struct RunFolders: Sendable {
    /// `evidence/` or `files/` of the home, absolute.
    let path: String

    /// Removes what is too old, then the oldest of what is too much; runs go whole.
    func prune(now: Date, age: Duration, size: Int) {
        var left = size
        for folder in folders().sorted(by: { $0.date > $1.date }) {
            left -= folder.size
            let isOld = now.timeIntervalSince(folder.date) > age / .seconds(1)
            if isOld || left < 0 { try? FileManager.default.removeItem(atPath: folder.path) }
        }
    }

    /// Whether a run's or a step's name can be a file's.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 128
            && text.unicodeScalars.allSatisfy {
                $0 == "-" || $0 == "_" || ($0.isASCII && $0.properties.isAlphabetic) || ("0"..."9").contains($0)
            }
    }

    private struct Folder {
        let path: String
        let date: Date
        let size: Int
    }

    private func folders() -> [Folder] {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: path)) ?? []
        return names.map { name in
            let folder = "\(path)/\(name)"
            let contents = (try? files.contentsOfDirectory(atPath: folder)) ?? []
            let size = contents.reduce(0) { sum, file in
                let attributes = try? files.attributesOfItem(atPath: "\(folder)/\(file)")
                return sum + ((attributes?[.size] as? NSNumber)?.intValue ?? 0)
            }
            let attributes = try? files.attributesOfItem(atPath: folder)
            return Folder(path: folder, date: attributes?[.modificationDate] as? Date ?? .distantPast, size: size)
        }
    }
}
