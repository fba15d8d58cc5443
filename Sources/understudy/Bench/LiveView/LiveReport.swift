// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Vocabulary

/// The figures of the live view as a part of the page.
struct LiveReport {
    let figures: LiveFigures
    let rounds: Int

    var text: String {
        let bare = figures.bare.map(\.rate)
        let (bareDelay, ownDelay) = (median(figures.bare), median(figures.one))
        var lines = [
            "## Live view", "",
            "Made by `understudy bench live-view` on \(Timestamp.now().description.prefix(10)), "
                + "\(ProcessInfo.processInfo.activeProcessorCount) cores, \(rounds) rounds in turns on the same tab, 1280 × "
                + "720, a page that moves sixty times a second. The baseline is a bare client of the browser's protocol "
                + "with the screencast's default options that acknowledges at once. Understudy's pictures of a page that moves "
                + "are two thirds as wide and high, the last one is not.", "",
            "| what | Understudy | baseline | ratio | reach |", "|---|---|---|---|---|",
        ]
        lines.append(row("pictures a second, one viewer", rates(figures.one), middle(bare), "≥ 0.8"))
        lines.append(row("from the browser's screen to the client, p50, ms", ownDelay, bareDelay, ""))
        lines.append(
            row(
                "from the page's drawing to the client, p50, ms",
                middle(figures.one.flatMap(\.wholeDelay)),
                middle(figures.bare.flatMap(\.wholeDelay)),
                "≤ 0.33"
            )
        )
        lines.append(
            row(
                "the same for each of five viewers, pictures a second",
                rates(figures.five),
                rates(figures.one),
                "≥ 0.9 of one viewer"
            )
        )
        lines.append(
            row(
                "the same beside one that reads nothing",
                rates(figures.stuck),
                rates(figures.one),
                "≥ 0.95 of one viewer"
            )
        )
        let (input, bareInput) = (figures.ownInput, figures.bareInput)
        lines.append(row("press to picture, p50, ms", middle(input), middle(bareInput), "≤ 1.5"))
        lines.append(
            row(
                "press to picture, p95, ms",
                Statistics.quantile(input, 0.95),
                Statistics.quantile(bareInput, 0.95),
                "≤ 2"
            )
        )
        for delay in figures.ownBursts.keys.sorted() {
            lines.append(
                "| last picture of a burst right, viewer takes \(delay) ms | \(right(figures.ownBursts[delay])) | "
                    + "\(right(figures.bareBursts[delay])) | | all |"
            )
        }
        let (seen, late) = (middle(figures.imageDelays), Statistics.quantile(figures.imageDelays, 0.95))
        lines.append(
            "| seen in an `<img>`, page still afterwards, p50 and p95, ms | \(number(seen)), \(number(late)) | | | ≤ 100 |"
        )
        let browser = (slow: figures.slow.map(\.browserShare), bare: figures.bare.map(\.browserShare))
        lines.append(
            row("the browser's share of a core, `?fps=5`, %", middle(browser.slow), middle(browser.bare), "≤ 0.5")
        )
        for (name, spans, reach) in [
            ("own share of a core, one viewer", figures.one, "≤ 15 %"),
            ("own share of a core, five viewers", figures.five, "≤ 25 %"),
            ("own share of a core beside one that reads nothing", figures.stuck, "as for one"),
            ("own share of a core, `?fps=5`", figures.slow, ""),
            ("own share of a core, a page that stands still", figures.still, "≤ 1 %"),
        ] {
            lines.append("| \(name) | \(number(middle(spans.map(\.share)))) % | | | \(reach) |")
        }
        let (bytes, usable) = (middle(figures.dashboard.map(\.bytes)), middle(figures.dashboard.map(\.usable)))
        lines.append("| the dashboard's first load | \(number(bytes / 1000)) kB | | | ≤ 150 kB |")
        lines.append("| until its first page can be used | \(number(usable)) ms | | | ≤ 300 ms |")
        return lines.joined(separator: "\n")
    }

    private func right(_ bursts: [Bool]?) -> String {
        "\((bursts ?? []).count { $0 }) of \((bursts ?? []).count)"
    }

    private func rates(_ spans: [LiveSpan]) -> Double { middle(spans.map(\.rate)) }
    private func median(_ spans: [LiveSpan]) -> Double { middle(spans.flatMap(\.delay)) }
    private func middle(_ values: [Double]) -> Double { Statistics.median(values) }

    private func row(_ name: String, _ own: Double, _ other: Double, _ reach: String) -> String {
        "| \(name) | \(number(own)) | \(number(other)) | \(number(own / other)) | \(reach) |"
    }

    private func number(_ value: Double) -> String { String(format: value < 10 ? "%.2f" : "%.1f", value) }
}
