// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// The processes of this machine, as `/proc` shows them.
enum ProcessTree {
    /// All that a process has started, and all that those have.
    static func descendants(of process: Int32) -> [Int32] {
        let all = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
        var children: [Int32: [Int32]] = [:]
        for one in all { if let parent = parent(of: one) { children[parent, default: []].append(one) } }
        var found: [Int32] = []
        var next = children[process] ?? []
        while let one = next.popLast() {
            found.append(one)
            next += children[one] ?? []
        }
        return found
    }

    /// The fourth field of `proc_pid_stat(5)`; the second may hold blanks and brackets.
    private static func parent(of process: Int32) -> Int32? {
        let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        // One that has ended and was not asked for yet holds nothing.
        return fields.count > 1 && fields[0] != "Z" ? Int32(fields[1]) : nil
    }

    /// How much of the processor a process has used: seconds.
    static func processorTime(of process: Int32) -> Double {
        let line = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        let fields = line.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / 100
    }
}
