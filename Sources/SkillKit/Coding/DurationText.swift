// SPDX-License-Identifier: Apache-2.0

/// Durations as files write them: a whole number and a unit.
enum DurationText {
    private static let units: [(String, Int)] = [("ms", 1), ("s", 1000), ("m", 60_000)]

    static func parse(_ text: String) -> Duration? {
        for (unit, factor) in units where text.hasSuffix(unit) {
            let digits = text.dropLast(unit.count)
            guard !digits.isEmpty, digits.count <= 7, digits.allSatisfy(\.isASCII), let number = Int(digits),
                number >= 0
            else { continue }
            return .milliseconds(number * factor)
        }
        return nil
    }

    static func text(_ duration: Duration) -> String {
        let milliseconds = Int(duration / .milliseconds(1))
        if milliseconds % 60_000 == 0, milliseconds > 0 { return "\(milliseconds / 60_000)m" }
        if milliseconds % 1000 == 0 { return "\(milliseconds / 1000)s" }
        return "\(milliseconds)ms"
    }
}
