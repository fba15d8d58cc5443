// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc

/// One process of this machine, as `/proc` showed it.
public struct ProcessEntry: Sendable, Hashable, CustomStringConvertible {
    /// Its number.
    public let id: Int32
    /// Its parent's number.
    public let parent: Int32
    /// Whether it has ended and nobody has asked for its exit status.
    public let isZombie: Bool
    /// Its command line with spaces between the arguments; its short name in brackets when it has none.
    public let command: String

    /// The number and the beginning of the command line.
    public var description: String { "\(id)\(isZombie ? " (zombie)" : ""): \(command.prefix(160))" }

    /// Every process that can be seen now.
    public static func all() -> [ProcessEntry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.compactMap(read)
    }

    /// The processes that this one, or another, started and that are still there, with theirs; zombies included.
    ///
    /// A suite that starts browsers ends with an expectation that this is empty. It shows the children of all suites of
    /// the test process: where suites run side by side, ask ``mentioning(_:)`` for the suite's own folder instead.
    public static func descendants(of ancestor: Int32? = nil) -> [ProcessEntry] {
        let byParent = Dictionary(grouping: all(), by: \.parent)
        var found: [ProcessEntry] = []
        var parents = [ancestor ?? getpid()]
        while let parent = parents.popLast() {
            let children = byParent[parent, default: []]
            found += children
            parents += children.map(\.id)
        }
        return found.sorted { $0.id < $1.id }
    }

    /// The processes other than this one with a text in their command line, whoever is their parent by now.
    ///
    /// A browser names its profile's folder in every child's command line or in its parent's, so that the path of a
    /// test's own folder finds the browsers of that test, those left over included. Zombies have no command line.
    public static func mentioning(_ text: String) -> [ProcessEntry] {
        all().filter { $0.id != getpid() && $0.command.contains(text) }.sorted { $0.id < $1.id }
    }

    private static func read(_ id: Int32) -> ProcessEntry? {
        guard let status = contents("/proc/\(id)/stat") else { return nil }
        // `12 (a name) S 1 …`: the name may hold spaces and brackets, so it ends at the last one.
        guard let open = status.firstIndex(of: "("), let close = status.lastIndex(of: ")") else { return nil }
        let fields = status[status.index(after: close)...].split(separator: " ")
        guard fields.count > 1, let parent = Int32(fields[1]) else { return nil }
        let arguments = (contents("/proc/\(id)/cmdline") ?? "").split(separator: "\0").joined(separator: " ")
        let name = status[status.index(after: open)..<close]
        return ProcessEntry(
            id: id,
            parent: parent,
            isZombie: fields[0] == "Z",
            command: arguments.isEmpty ? "[\(name)]" : arguments
        )
    }

    /// A file of `/proc`; nil when the process has gone meanwhile.
    private static func contents(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
