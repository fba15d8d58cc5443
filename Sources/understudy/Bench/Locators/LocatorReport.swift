// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Vocabulary

/// The figures as a section of the benchmarks' page, and as JSON.
struct LocatorReport {
    let sets: [(set: String, figures: LocatorFigures)]
    /// Every so many-th pair of pages was measured.
    let every: Int

    private var all: [(set: String, figures: LocatorFigures)] {
        var pooled = LocatorFigures()
        for one in sets { pooled.add(one.figures) }
        return sets + [("pooled", pooled)]
    }

    /// The section of the benchmarks' page.
    var document: String {
        BenchDocument.Part.locators.heading + "\n\n"
            + "Made by `make bench-locators` on \(Timestamp.now().description.prefix(10)), without a model, "
            + (every == 1 ? "on all pairs of pages. " : "on one of \(every) pairs of pages. ")
            + "Of what never happened in n cases less than 3/n is claimed, in brackets. See `locators.md`.\n\n" + text
    }

    var text: String {
        var lines = [
            "| set | method | right | wrong | refused | accepted though gone | of |",
            "|---|---|---|---|---|---|---|",
        ]
        for (set, figures) in all {
            for method in LocatorFigures.methods {
                guard let tally = figures.tallies[method] else { continue }
                lines.append(
                    "| \(set) | \(method) | \(share(tally.right, tally.present)) | \(bound(tally.wrong, tally.present)) | "
                        + "\(share(tally.refused, tally.present)) | \(bound(tally.goneAccepted, tally.gone)) | "
                        + "\(tally.present) present, \(tally.removed) removed, \(tally.absent) absent |"
                )
            }
        }
        lines += [
            "",
            "| set | refused, and asked about | " + LocatorFigures.ranks.map { "@\($0)" }.joined(separator: " | ")
                + " |",
        ]
        lines.append("|---|---|" + String(repeating: "---|", count: LocatorFigures.ranks.count))
        for (set, figures) in all {
            let cells = LocatorFigures.ranks.map { share(figures.recall($0), figures.places.count) }
            lines.append("| \(set) | \(figures.places.count) | " + cells.joined(separator: " | ") + " |")
        }
        lines += [
            "", "| set | locate, median | p95 | fingerprint, median | p95 | found by |", "|---|---|---|---|---|---|",
        ]
        for (set, figures) in all {
            let times = figures.locateTimes.map(\.time)
            let levels = figures.levels.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }
            lines.append(
                "| \(set) | \(milliseconds(times, 0.5)) | \(milliseconds(times, 0.95)) | "
                    + "\(milliseconds(figures.teachTimes.map(\.time), 0.5)) | "
                    + "\(milliseconds(figures.teachTimes.map(\.time), 0.95)) | "
                    + levels.joined(separator: ", ") + " |"
            )
        }
        return (lines + sizes).joined(separator: "\n")
    }

    /// How long it takes by the size of the page; the goals are for one of about a thousand elements.
    private var sizes: [String] {
        guard let pooled = all.last?.figures else { return [] }
        let rows = [("up to 500", 0...500), ("501 to 1,500", 501...1500), ("more", 1501...Int.max)]
            .map { words, range in
                let locates = pooled.locateTimes.filter { range.contains($0.elements) }.map(\.time)
                let teaches = pooled.teachTimes.filter { range.contains($0.elements) }.map(\.time)
                return
                    "| \(words) | \(locates.count) | \(milliseconds(locates, 0.5)) | \(milliseconds(locates, 0.95)) | "
                    + "\(milliseconds(teaches, 0.5)) | \(milliseconds(teaches, 0.95)) |"
            }
        return [
            "", "| elements of the page | locates | locate, median | p95 | fingerprint, median | p95 |",
            "|---|---|---|---|---|---|",
        ] + rows
    }

    /// The same for programs.
    var json: JSONValue {
        .array(
            all.map { set, figures in
                let times = figures.locateTimes.map(\.time)
                return [
                    "set": .string(set),
                    "methods": .object(figures.tallies.mapValues(LocatorReport.json)),
                    "refused_present": .int(Int64(figures.places.count)),
                    "shortlist": .object(
                        Dictionary(
                            uniqueKeysWithValues: LocatorFigures.ranks.map {
                                ("@\($0)", .int(Int64(figures.recall($0))))
                            }
                        )
                    ),
                    "levels": .object(figures.levels.mapValues { .int(Int64($0)) }),
                    "locate_ms": ["median": quantile(times, 0.5), "p95": quantile(times, 0.95)],
                    "fingerprint_ms": [
                        "median": quantile(figures.teachTimes.map(\.time), 0.5),
                        "p95": quantile(figures.teachTimes.map(\.time), 0.95),
                    ],
                ]
            }
        )
    }

    private static func json(_ tally: LocatorTally) -> JSONValue {
        [
            "right": .int(Int64(tally.right)), "wrong": .int(Int64(tally.wrong)), "refused": .int(Int64(tally.refused)),
            "removed": .int(Int64(tally.removed)), "removed_accepted": .int(Int64(tally.removedAccepted)),
            "absent": .int(Int64(tally.absent)), "absent_accepted": .int(Int64(tally.absentAccepted)),
        ]
    }

    private func share(_ part: Int, _ whole: Int) -> String {
        whole == 0 ? "-" : String(format: "%.1f %% (%d)", 100 * Double(part) / Double(whole), part)
    }

    /// With no case in n, what can be claimed with 95 % confidence is less than 3/n.
    private func bound(_ part: Int, _ whole: Int) -> String {
        guard whole > 0 else { return "-" }
        return part > 0
            ? String(format: "%.2f %% (%d)", 100 * Double(part) / Double(whole), part)
            : String(format: "0 (< %.2f %%)", 300 / Double(whole))
    }

    private func quantile(_ values: [Double], _ share: Double) -> JSONValue {
        values.isEmpty ? .null : .double((Statistics.quantile(values, share) * 10).rounded() / 10)
    }

    private func milliseconds(_ values: [Double], _ share: Double) -> String {
        values.isEmpty ? "-" : String(format: "%.1f ms", Statistics.quantile(values, share))
    }
}
