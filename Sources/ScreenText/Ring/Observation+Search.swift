// SPDX-License-Identifier: Apache-2.0

extension Observation {
    /// The observation with those of its lines that hold the words.
    ///
    /// Where the words are found only across the end of a line, all lines stay.
    ///
    /// - Returns: nil when they are not there; itself when nothing is looked for.
    public func finding(_ search: ScreenSearch) -> Observation? {
        guard !search.isEmpty else { return self }
        let found = lines.filter { search.matches($0.text) }
        guard found.isEmpty else { return keeping(found) }
        return search.isFound(in: lines.map(\.text)) ? self : nil
    }

    /// The observation without those of its lines that something finds, and without its title when it finds that.
    ///
    /// - Parameter find: gives the numbers of lines; those are counted as stored secrets.
    public func hiding(_ find: ([String]) -> Set<Int>) -> Observation {
        let hidden = find(lines.map(\.text))
        let title = find([title]).isEmpty ? title : ""
        guard !hidden.isEmpty || title != self.title else { return self }
        let left = lines.enumerated().filter { !hidden.contains($0.offset) }.map(\.element)
        var counts = redacted
        if !hidden.isEmpty { counts[.secret, default: 0] += hidden.count }
        return keeping(left, title: title, redacted: counts)
    }

    private func keeping(
        _ lines: [ObservedLine],
        title: String? = nil,
        redacted counts: [RedactionClass: Int]? = nil
    ) -> Observation {
        Observation(
            number: number,
            tab: tab,
            from: from,
            to: to,
            fromInstant: fromInstant,
            toInstant: toInstant,
            age: age,
            looks: looks,
            origin: origin,
            title: title ?? self.title,
            state: state,
            degraded: degraded,
            size: size,
            lines: lines,
            pending: pending,
            illegible: illegible,
            redacted: counts ?? redacted,
            omitted: omitted
        )
    }
}
