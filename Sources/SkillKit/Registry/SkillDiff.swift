// SPDX-License-Identifier: Apache-2.0

/// The difference between two texts, line by line, as `diff -u` shows it.
public enum SkillDiff {
    /// The changed lines with two lines around each; empty when the texts are equal.
    public static func unified(from old: String, to new: String, names: (String, String)) -> String {
        let before = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let after = new.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let changes = after.difference(from: before)
        guard !changes.isEmpty else { return "" }
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in changes {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        return render(before, after, removed, inserted, names)
    }

    private static func render(
        _ before: [String],
        _ after: [String],
        _ removed: Set<Int>,
        _ inserted: Set<Int>,
        _ names: (String, String)
    ) -> String {
        var lines: [(mark: Character, text: String)] = []
        var i = 0
        var j = 0
        while i < before.count || j < after.count {
            if i < before.count, removed.contains(i) {
                lines.append(("-", before[i]))
                i += 1
            } else if j < after.count, inserted.contains(j) {
                lines.append(("+", after[j]))
                j += 1
            } else {
                lines.append((" ", before[i]))
                i += 1
                j += 1
            }
        }
        let changed = lines.indices.filter { lines[$0].mark != " " }
        let shown = Set(changed.flatMap { max(0, $0 - 2)...min(lines.count - 1, $0 + 2) })
        var result = ["--- \(names.0)", "+++ \(names.1)"]
        var last = -1
        for index in shown.sorted() {
            if index != last + 1 { result.append("@@") }
            result.append("\(lines[index].mark)\(lines[index].text)")
            last = index
        }
        return result.joined(separator: "\n") + "\n"
    }
}
