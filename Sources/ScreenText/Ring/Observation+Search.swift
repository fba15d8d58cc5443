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

    private func keeping(_ lines: [ObservedLine]) -> Observation {
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
            title: title,
            state: state,
            degraded: degraded,
            size: size,
            lines: lines,
            pending: pending,
            illegible: illegible,
            redacted: redacted,
            omitted: omitted
        )
    }
}
