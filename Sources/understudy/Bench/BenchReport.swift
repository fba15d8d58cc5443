// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Foundation
internal import Vocabulary

/// The figures as a page of the documents.
struct BenchReport {
    let figures: BenchFigures
    let standing: StandingAppliance.Figures
    let rounds: Int
    let binary: BrowserBinary

    var text: String {
        var lines = [
            "# Benchmarks", "",
            "Made by `make bench` on \(Timestamp.now().description.prefix(10)), \(machine), \(binary.path), "
                + "\(rounds) rounds in turns, release build. Ratios count; times are this machine's.", "",
            "| what | Understudy | p95 | Playwright | p95 | ratio | reach | bare CDP |",
            "|---|---|---|---|---|---|---|---|",
        ]
        lines.append(
            row("7-action flow", figures.understudyFlow, figures.playwrightFlow, "≤ 0.75", "ms", bare: figures.bareFlow)
        )
        lines.append(watched)
        lines.append(row("round trip", figures.understudyTrip, figures.playwrightTrip, "≤ 0.25", "ms", bare: []))
        lines.append(
            "| resident memory, idle | \(number(Statistics.median(standing.memory))) MiB | | "
                + "\(figures.playwrightMemory.map { number($0) + " MiB" } ?? "-") | | | ≤ 45 MB | |"
        )
        let over = Statistics.median(standing.ready) - Statistics.median(standing.bareReady)
        lines.append(
            "| ready | \(number(Statistics.median(standing.ready))) ms | | "
                + "\(figures.playwrightReady.map { number($0) + " ms" } ?? "-") | | | ≤ 300 ms over the bare browser: "
                + "\(number(over)) ms | \(number(Statistics.median(standing.bareReady))) ms |"
        )
        return lines.joined(separator: "\n")
    }

    /// Watched beside unwatched, in turns; the pictures are taken where they are made, and none is sent.
    private var watched: String {
        let (own, plain) = (Statistics.median(figures.watchedFlow), Statistics.median(figures.understudyFlow))
        let p95 = Statistics.quantile(figures.watchedFlow, 0.95)
        return "| the same flow, watched inside the process | \(number(own)) ms | \(number(p95)) | "
            + "unwatched: \(number(plain)) ms | | \(number(own / plain)) | ≤ 1.10 | |"
    }

    private func row(
        _ name: String,
        _ ours: [Double],
        _ theirs: [Double],
        _ reach: String,
        _ unit: String,
        bare: [Double]
    ) -> String {
        let mine = Statistics.median(ours)
        var cells = [name, "\(number(mine)) \(unit)", number(Statistics.quantile(ours, 0.95))]
        if theirs.isEmpty {
            cells += ["-", "-", "-"]
        } else {
            let other = Statistics.median(theirs)
            cells += ["\(number(other)) \(unit)", number(Statistics.quantile(theirs, 0.95)), number(mine / other)]
        }
        cells += [reach, bare.isEmpty ? "" : "\(number(Statistics.median(bare))) \(unit)"]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    private func number(_ value: Double) -> String {
        let digits = value < 10 ? 3 : value < 100 ? 1 : 0
        return String(format: "%.\(digits)f", value)
    }

    private var machine: String {
        "\(ProcessInfo.processInfo.activeProcessorCount) cores"
    }
}
