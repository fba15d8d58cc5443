// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Vocabulary

/// The figures of the reading of screens as a part of the page.
struct ObserverReport {
    let figures: ObserverFigures
    let isQuick: Bool

    private var sizes: [String] { ["720p", "1080p"].filter { figures.own[$0] != nil } }

    var text: String {
        let pages = ObserverStage.own.count
        let head = [
            BenchDocument.Part.observer.heading, "",
            "Made by `make bench-observer` on \(Timestamp.now().description.prefix(10)), "
                + "\(ProcessInfo.processInfo.activeProcessorCount) cores\(isQuick ? ", a quick run" : ""). The same pictures, drawn by "
                + "Chromium, for all sides; the truth is what the page says of itself, word for word. \(pages) pages of our own and "
                + "\(figures.foreign.count) that others have written (\(figures.foreign.joined(separator: ", "))). The baseline is the "
                + "program `tesseract` over whole pictures, `--psm 3`, one thread; processor time in milliseconds.", "",
        ]
        return (head + whole + [""] + following + [""] + others).joined(separator: "\n")
    }

    private var whole: [String] {
        var lines = [
            "| ordinary pages, read whole | Understudy | at ≥ 70 sure | baseline | `--psm 1 --dpi 600` (screenpipe) | ratio | reach |",
            "|---|---|---|---|---|---|---|",
        ]
        for size in sizes {
            guard let own = figures.own[size], let sure = figures.sure[size], let plain = figures.plain[size],
                let other = figures.screenpipe[size]
            else { continue }
            lines += [
                row(
                    size + ", words found exactly",
                    [own.words.recall, sure.recall, plain.words.recall, other.words.recall],
                    own.words.recall / other.words.recall,
                    "≥ 0.96, and ≥ 3 × screenpipe's"
                ),
                row(
                    size + ", words missed",
                    [own.words.missed, sure.missed, plain.words.missed, other.words.missed],
                    own.words.missed / plain.words.missed,
                    "≤ 1/2 of the baseline's"
                ),
                row(
                    size + ", of what is said is there",
                    [own.words.precision, sure.precision, plain.words.precision, other.words.precision],
                    nil,
                    "≥ 0.97 at ≥ 70"
                ),
                row(size + ", time", [own.time, nil, plain.time, other.time], own.time / plain.time, "≤ 1"),
            ]
        }
        return lines
    }

    private var following: [String] {
        var lines = [
            "| pictures that follow one another | Understudy | baseline | ratio | reach | words found |",
            "|---|---|---|---|---|---|",
        ]
        let goals = [
            ("0 %", "nothing changes", "≤ 1/50"), ("1 %", "1 % of the text changes", "≤ 1/20"), ("5 %", "5 %", "≤ 1/6"),
            ("20 %", "20 %", "≤ 1/2"), ("100 %", "all of it", "≤ 1"), ("scroll", "scrolled by 150 pixels", "≤ 1/4"),
            ("clock", "a clock and a number", "≤ 1/25"), ("video", "shapes over a quarter", ""),
        ]
        for (key, name, reach) in goals {
            for size in sizes {
                guard let one = figures.sequences["\(key) \(size)"] else { continue }
                lines.append(
                    "| \(name), \(size) | \(number(one.ownTime)) | \(number(one.baselineTime)) | 1/\(number(1 / one.ratio)) | \(reach) | "
                        + "\(share(one.words.recall)) |"
                )
            }
        }
        for (key, name, reach) in [
            ("0 %", "nothing changes, the browser's picture included", "≤ 1/20"), ("5 %", "5 %, the same", "≤ 1/5"),
        ] {
            for size in sizes {
                guard let one = figures.sequences["\(key) \(size)"], let capture = figures.capture[size] else {
                    continue
                }
                let (own, other) = (one.ownTime + capture, one.baselineTime + capture)
                lines.append(
                    "| \(name), \(size) | \(number(own)) | \(number(other)) | 1/\(number(other / own)) | \(reach) | |"
                )
            }
        }
        return lines
    }

    private var others: [String] {
        var lines = ["| what | figure | reach |", "|---|---|---|"]
        func add(_ name: String, _ figure: String, _ reach: String) {
            lines.append("| \(name) | \(figure) | \(reach) |")
        }
        add("small changes that were seen: a word, a number", "\(figures.small.seen) of \(figures.small.of)", "all")
        add(
            "pictures on which the cache says something else than reading anew",
            "\(figures.cacheDiffers.differs) of \(figures.cacheDiffers.of)",
            "0"
        )
        for size in sizes {
            if let video = figures.sequences["video \(size)"] {
                add(
                    "beside a video, of what is said is there, \(size): all, ≥ 70, ≥ 80 sure",
                    [video.words, video.sure, video.surest].map { share($0.precision) }.joined(separator: ", "),
                    "≥ 0.95"
                )
            }
        }
        add(
            "every pixel changes each time: how many looks old what is shown of a line is at the most",
            "\(figures.stalest)",
            "≤ 3"
        )
        add("the same: words found after four pictures", share(figures.restless.recall), "≥ 0.9")
        for size in sizes {
            add(
                "memory of the reading process, \(size)",
                "\(number(figures.memory[size] ?? .nan)) MiB",
                size == "720p" ? "≤ 70 MiB" : ""
            )
        }
        add(
            "the same after 100 and after \(figures.longRun.pictures) pictures",
            "\(number(figures.longRun.early)) and \(number(figures.longRun.late)) MiB",
            "no growth"
        )
        add(
            "everything changes, budget 250 ms: mean, most",
            "\(number(figures.budget.reduce(0, +) / Double(max(1, figures.budget.count)))), \(number(figures.budget.max() ?? .nan)) ms",
            "≤ 275 ms"
        )
        lines += keeping
        for size in sizes {
            let capture = figures.capture[size] ?? .nan
            for (key, name) in [("0 %", "a page that stands still"), ("clock", "a clock")] {
                let time = (figures.sequences["\(key) \(size)"]?.ownTime ?? .nan) + capture
                add(
                    "\(name), every 5 s, the browser's picture included, \(size)",
                    "\(number(time / 50)) % of a core",
                    "≤ 1 %"
                )
            }
        }
        return lines
    }

    /// What is kept, what is taken out of it, and what is on no disk.
    private var keeping: [String] {
        var lines: [String] = []
        func add(_ name: String, _ figure: String, _ reach: String) {
            lines.append("| \(name) | \(figure) | \(reach) |")
        }
        if let one = figures.keeping {
            add(
                "ring of ten minutes after \(one.looks / 10) looks, and the most in \(one.looks); each line written out instead",
                "\(one.early >> 10) and \(one.most >> 10) KiB; \(one.plain >> 10) KiB",
                "≤ 4 MiB, ≤ 6 with the cache's 2"
            )
            add(
                "memory of the keeping process after so many",
                "\(number(one.memory.early)) and \(number(one.memory.late)) MiB",
                "no growth"
            )
        }
        let opens = figures.opens.map { "\($0.ours) and \($0.baseline)" } ?? "not measured: strace is not installed"
        add("files opened for writing to read one picture, and by the baseline", opens, "0")
        let secrets = figures.secrets
        let (ours, strict) = (rate(secrets.ours, secrets.of), rate(secrets.strict, secrets.of))
        add(
            "of \(secrets.of) secrets on pictures taken out, by us and by exact patterns",
            "\(share(ours)) and \(share(strict)), \(number(ours / strict)) ×",
            "≥ 0.98, ≥ 1.15 ×"
        )
        add(
            "of \(figures.ordinary.of) lines of ordinary pages taken out",
            share(rate(figures.ordinary.lost, figures.ordinary.of)),
            "≤ 0.01"
        )
        return lines
    }

    private func rate(_ count: Int, _ all: Int) -> Double { Double(count) / Double(max(1, all)) }

    private func row(_ name: String, _ values: [Double?], _ ratio: Double?, _ reach: String) -> String {
        let cells = values.map { $0.map { $0 <= 1 ? share($0) : number($0) } ?? "" }
        return "| \(name) | \(cells.joined(separator: " | ")) | \(ratio.map(number) ?? "") | \(reach) |"
    }

    private func share(_ value: Double) -> String { String(format: "%.3f", value) }
    private func number(_ value: Double) -> String { String(format: value < 10 ? "%.2f" : "%.1f", value) }
}
