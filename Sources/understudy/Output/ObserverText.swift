// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import ScreenText
internal import Vocabulary

/// The observer and what it saw, for a terminal.
enum ObserverText {
    // MARK: How it is

    static func lines(of status: ObserverStatus) -> [String] {
        var lines = ["state      \(status.state)" + (status.reason.map { " (\($0))" } ?? "")]
        let whose = status.looksAtAll ? ["everything"] : status.granted
        lines.append("looks at   " + (whose.isEmpty ? "nothing" : whose.joined(separator: ", ")))
        if !status.excluded.isEmpty { lines.append("never at   " + status.excluded.joined(separator: ", ")) }
        guard status.isOn else { return lines }
        lines.append("last look  " + (status.lastSnapshotAge.map { "\(seconds($0)) ago" } ?? "none yet"))
        lines.append(
            "cost       \(percent(status.used)) of a processor, \(percent(status.budget)) allowed, "
                + "every \(seconds(status.intervalMilliseconds))"
        )
        lines.append(
            "memory     \((status.memory.bytes + 1023) >> 10) of \(status.memory.limit >> 10) KiB, "
                + "\(status.memory.observations) observations" + (status.memory.isLocked ? "" : ", may be swapped out")
        )
        if status.pending > 0 { lines.append("unread     \(status.pending) segments of the last picture") }
        if !status.redacted.isEmpty { lines.append("taken out  " + counts(status.redacted)) }
        if !status.gaps.isEmpty { lines.append("gaps       " + counts(status.gaps)) }
        if let problem = status.problem { lines.append("problem    \(problem)") }
        return lines
    }

    private static func counts(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }

    private static func seconds(_ milliseconds: Int) -> String { "\((milliseconds + 500) / 1000) s" }

    private static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }

    // MARK: What it saw

    static func lines(of page: ObservationPage) -> [String] {
        var lines: [(at: Timestamp, lines: [String])] = page.gaps.map { ($0.from, [line(of: $0)]) }
        lines += page.observations.map { ($0.from, ObserverText.lines(of: $0, after: [])) }
        return lines.sorted { $0.at < $1.at }.flatMap(\.lines)
    }

    static func line(of gap: ObservationGap) -> String {
        "\(clock(gap.from))  -- not looked at: \(gap.reason.rawValue)"
    }

    /// One observation; of a page that was shown before only what is new on it.
    static func lines(of observation: Observation, after last: [String]) -> [String] {
        let known = Set(last)
        let new = observation.lines.filter { !known.contains($0.text) }
        var notes: [String] = []
        let old = observation.lines.count - new.count
        if old > 0 { notes.append("\(old) \(old == 1 ? "line" : "lines") as before") }
        if !observation.pending.isEmpty { notes.append("\(observation.pending.count) unread") }
        if !observation.illegible.isEmpty { notes.append("\(observation.illegible.count) in no language that is read") }
        if !observation.redacted.isEmpty {
            notes.append(
                "taken out: " + counts(observation.redacted.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value })
            )
        }
        if observation.state != .normal { notes.append(observation.state.rawValue) }
        let title = shown(observation.title)
        var head = "\(clock(observation.from))  \(observation.origin)" + (title.isEmpty ? "" : "  \(title)")
        if !notes.isEmpty { head += "  [\(notes.joined(separator: ", "))]" }
        return [head] + new.map { "          \(shown($0.text))" + ($0.uncertain ? " ?" : "") }
    }

    /// What a page wrote must not steer a terminal.
    private static func shown(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isControl && !$0.isSteering }))
    }

    /// Hours, minutes and seconds, in UTC as everywhere.
    private static func clock(_ time: Timestamp) -> String { String(time.description.dropFirst(11).prefix(8)) }
}

extension Unicode.Scalar {
    /// Marks of direction and the like.
    fileprivate var isSteering: Bool { properties.generalCategory == .format }
}

extension Unicode.Scalar.Properties {
    fileprivate var isControl: Bool { generalCategory == .control }
}
