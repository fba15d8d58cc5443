// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import ScreenText
internal import Vocabulary

extension ObserveCommand {
    /// `understudy observe show`, which is what `understudy observe` alone does.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show what was seen, oldest first.")

        @OptionGroup var common: CommonOptions
        @Option(help: "Of one run; without it, of the tabs that belong to none.") var run: String?
        @Option(help: "Of one tab only.") var tab: String?
        @Option(help: "Only lines that hold these words, also where letters of them were read wrong.") var search:
            String?
        @Option(help: "Instead, read the text on a picture, or on all of a folder; nothing is kept of it.")
        var image: String?
        @Option(help: "With --image: the language as Tesseract names it; several are joined by +.") var language = "eng"
        @Flag(help: "Go on showing what comes, until Ctrl-C.") var follow = false

        func validate() throws {
            guard image == nil || (run == nil && tab == nil && search == nil && !follow) else {
                throw ValidationError("--image is of a file: leave out --run, --tab, --search and --follow.")
            }
        }

        func run() async throws {
            if let image {
                return try await ImageReading(path: image, language: language, isJSON: common.json).run()
            }
            let (follow, json) = (follow, common.json)
            let query = ObservationQuery(
                run: run.map { RunID(rawValue: $0) },
                tab: tab.map { TabID(rawValue: $0) },
                words: search
            )
            try await withControl(common) { control in
                let status = try await control.observer(by: .operator)
                if !status.isOn { Terminal.note("The observer is off: start 'understudy serve --observe'.") }
                guard follow else { return try await Show.printOnce(query, json, control) }
                try await ObservationFollower(control: control, query: query, isJSON: json).follow()
            }
        }

        private static func printOnce(_ query: ObservationQuery, _ json: Bool, _ control: any ApplianceControl)
            async throws
        {
            let page = try await control.observations(query, by: .operator)
            guard !json else { return try Terminal.printJSON(page) }
            for line in ObserverText.lines(of: page) { Terminal.print(line) }
        }
    }
}

/// Shows what is seen as it comes: each observation once, and each gap as it begins.
struct ObservationFollower: Sendable {
    /// Between two questions; a look comes every five seconds.
    private static let pause: Duration = .seconds(1)

    let control: any ApplianceControl
    let query: ObservationQuery
    let isJSON: Bool

    /// Goes on until it is cancelled, or the appliance is gone.
    func follow() async throws {
        var query = query
        var gaps: Set<String> = []
        var last: [String] = []
        while true {
            let page = try await control.observations(query, by: .operator)
            for gap in page.gaps where gaps.insert("\(gap.from) \(gap.reason)").inserted {
                if isJSON { try printLine(gap) } else { Terminal.print(ObserverText.line(of: gap)) }
            }
            for observation in page.observations {
                if isJSON {
                    try printLine(observation)
                } else {
                    for line in ObserverText.lines(of: observation, after: last) { Terminal.print(line) }
                    last = observation.lines.map(\.text)
                }
            }
            if let newest = page.observations.last { query.since = newest.number }
            try await Task.sleep(for: ObservationFollower.pause)
        }
    }

    private func printLine(_ value: some Encodable) throws {
        Terminal.print(String(decoding: try ConsoleJSON.encode(value), as: UTF8.self))
    }
}
