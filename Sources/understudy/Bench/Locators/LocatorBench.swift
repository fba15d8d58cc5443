// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import CDP
internal import Replaying
internal import Vocabulary

/// Takes fingerprints on old pages and looks for their elements on the new ones.
///
/// With the scripts that a replay uses, in a real Chromium; no model is asked.
struct LocatorBench: Sendable {
    let manifest: LocatorManifest
    /// Where the pages are served, without a slash at the end.
    let address: String
    /// Where the browser can be driven.
    let endpoint: String
    /// Every so many-th pair of pages is measured.
    let every: Int

    private static let source =
        (PageScript.description + Player.scripts).map(\.source).joined(separator: "\n")
        + "\n" + String(decoding: PackageResources.locators_bench_js, as: UTF8.self)

    /// The figures by set, in the manifest's order.
    func measure(progress: @escaping @Sendable (String) -> Void) async throws -> [(
        set: String, figures: LocatorFigures
    )] {
        var result: [(set: String, figures: LocatorFigures)] = []
        let pages = manifest.pages.enumerated().filter { $0.offset % every == 0 }.map(\.element)
        for (number, pair) in pages.enumerated() {
            progress("\(number + 1) of \(pages.count): \(pair.set) \(pair.page)")
            let figures = try await BareFlow.withPage(at: endpoint) { page in try await measure(pair, on: page) }
            if result.last?.set != pair.set { result.append((pair.set, LocatorFigures())) }
            result[result.count - 1].figures.add(figures)
        }
        return result
    }

    private func measure(_ pair: LocatorManifest.PagePair, on page: CDPSession) async throws -> LocatorFigures {
        var figures = LocatorFigures()
        _ = try await page.send(Page.Enable(), deadline: limit)
        _ = try await page.send(
            Emulation.SetDeviceMetricsOverride(
                width: manifest.viewport[0],
                height: manifest.viewport[1],
                deviceScaleFactor: 1,
                mobile: false
            ),
            deadline: limit
        )
        try await load(pair.before, on: page)
        let keys = JSONValue.array(Array(Set(pair.pairs.map(\.id))).sorted().map { .string($0) })
        let taught = try await ask("teach", keys, on: page)
        let elements = taught["elements"]?.int ?? 0
        figures.teachTimes = (taught["times"]?.array ?? []).compactMap(\.double).map { (elements, $0) }
        try await load(pair.after, on: page)
        for element in pair.pairs where element.kind != .absent {
            try await locate(element, taught["taught"]?[element.id], elements, on: page, &figures)
        }
        for element in pair.pairs where element.kind == .absent {
            let removed = (element.remove ?? []).joined(separator: ",")
            // Another fragment of the same address is no other document.
            try await go(to: "about:blank", on: page)
            try await load(pair.after + "#remove=" + removed, on: page)
            try await locate(element, taught["taught"]?[element.id], elements, on: page, &figures)
        }
        return figures
    }

    private func locate(
        _ element: LocatorManifest.Element,
        _ known: JSONValue?,
        _ elements: Int,
        on page: CDPSession,
        _ figures: inout LocatorFigures
    ) async throws {
        guard var asked = known?.object else {
            throw CommandError(
                code: "answer_key_missing",
                message: "A page of the folder does not hold the element '\(element.id)' that its manifest names.",
                kind: .usage
            )
        }
        asked["key"] = .string(element.id)
        asked["kind"] = .string(element.kind.rawValue)
        let answer = try await ask("locate", .object(asked), on: page)
        let verdicts = zip(LocatorFigures.methods, ["understudy", "absolute", "css", "similo"])
        for (method, member) in verdicts {
            figures.tallies[method, default: LocatorTally()].count(answer[member]?.string ?? "", element.kind)
        }
        figures.locateTimes.append((elements, answer["time"]?.double ?? 0))
        guard element.kind == .same else { return }
        if answer["understudy"]?.string == "refused" {
            if let rank = answer["rank"]?.int { figures.places.append(rank) }
        } else {
            figures.levels[answer["level"]?.string ?? "", default: 0] += 1
        }
    }

    private func load(_ file: String, on page: CDPSession) async throws {
        try await go(to: address + "/" + file, on: page)
        _ = try await evaluate(LocatorBench.source, on: page)
    }

    private func go(to url: String, on page: CDPSession) async throws {
        let events = page.events()
        _ = try await page.send(Page.Navigate(url: url), deadline: limit)
        try await withDeadline(limit, waitingFor: "the page \(url)") {
            _ = try await events.first { $0.method == Page.LoadEventFired.method }
        }
    }

    private func ask(_ function: String, _ argument: JSONValue, on page: CDPSession) async throws -> JSONValue {
        try await evaluate("understudy.bench.\(function)(\(CanonicalJSON.text(argument)))", on: page)
    }

    private func evaluate(_ expression: String, on page: CDPSession) async throws -> JSONValue {
        let reply = try await page.send(
            Runtime.Evaluate(expression: expression, returnByValue: true),
            deadline: limit
        )
        if let exception = reply.exceptionDetails {
            throw CommandError(
                code: "bench_script_failed",
                message: "The benchmark's page script failed: \(exception.exception?.description ?? exception.text)",
                kind: .failed
            )
        }
        return reply.result.value ?? .null
    }

    private var limit: Deadline { .after(.seconds(60)) }
}
