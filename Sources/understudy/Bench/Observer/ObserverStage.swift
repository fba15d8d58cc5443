// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import DemoSite
internal import Foundation
internal import ScreenText
internal import Vocabulary

/// Draws the scenes in a Chromium that nothing of the appliance is connected to.
struct ObserverStage: Sendable {
    let folder: String
    let isQuick: Bool

    static let own = [
        "article", "table", "form", "chat", "code", "mail", "shop", "dashboard", "settings", "calendar",
    ]
    /// Pages of others that Debian may have installed.
    private static let foreign = [
        "/usr/share/doc/base-passwd/users-and-groups.html", "/usr/share/doc/zlib1g-dev/examples/zlib_how.html",
        "/usr/share/doc/python3/python-policy.html", "/usr/share/doc/libjs-underscore/index.html",
        "/usr/share/doc/libxslt1-dev/html/html/libxslt-xslt.html", "/usr/share/doc/libffi8/html/Structures.html",
    ]
    private static let script = String(decoding: PackageResources.observer_bench_js, as: UTF8.self)

    private var sizes: [(name: String, width: Int, height: Int)] {
        isQuick ? [("720p", 1280, 720)] : [("720p", 1280, 720), ("1080p", 1920, 1080)]
    }

    func draw(
        with browser: BareBrowser,
        progress: @escaping @Sendable (String) -> Void
    ) async throws -> ObserverScenes {
        let pages = String(decoding: PackageResources.observer_pages_js, as: UTF8.self)
        let html =
            "<!doctype html><meta charset=utf-8><body></body><script>\(ObserverStage.script)</script><script>\(pages)</script>"
        try html.write(toFile: folder + "/own.html", atomically: true, encoding: .utf8)
        let foreign = try copyForeign()
        return try await withPageFolder(folder) { address in
            try await browser.run { endpoint in
                try await BareFlow.withPage(at: endpoint) { page in
                    try await draw(on: page, address, foreign, progress)
                }
            }
        }
    }

    private func copyForeign() throws -> [String] {
        try ObserverStage.foreign.filter { FileManager.default.fileExists(atPath: $0) }.prefix(isQuick ? 1 : 5)
            .map { path in
                let name = URL(fileURLWithPath: path).lastPathComponent
                try FileManager.default.copyItem(atPath: path, toPath: folder + "/" + name)
                return name
            }
    }

    private func draw(
        on page: CDPSession,
        _ address: String,
        _ foreign: [String],
        _ progress: @Sendable (String) -> Void
    ) async throws -> ObserverScenes {
        var result = ObserverScenes(foreign: foreign)
        _ = try await page.send(Page.Enable(), deadline: limit)
        for size in sizes {
            try await resize(page, size.width, size.height)
            for plan in plans(foreign) {
                progress("drawing \(plan.page), \(size.name)")
                try await open(plan.page, address, page)
                var scene = ObserverScene(kind: plan.kind, page: plan.page, size: size.name, shots: [])
                for moment in 0..<plan.shots {
                    try await advance(plan.kind, moment, seed: plan.seed, page)
                    scene.shots.append(try await shoot(page))
                }
                result.scenes.append(scene)
            }
            try await open("table", address, page)
            result.capture[size.name] = try await costOfPicture(page)
        }
        try await drawSecrets(on: page, address, &result)
        return result
    }

    /// The corpus of made-up secrets, as it is read and not as it is.
    private func drawSecrets(on page: CDPSession, _ address: String, _ result: inout ObserverScenes) async throws {
        let kinds = RedactionCorpus.Kind.allCases.filter(\.isAlways)
        let sheets = SecretSheet.sheets(of: RedactionCorpus(kinds: kinds).items)
        try await resize(page, 1280, SecretSheet.rows * SecretSheet.rowHeight)
        var scene = ObserverScene(kind: .secrets, page: "secrets", size: "", shots: [])
        for (number, sheet) in sheets.enumerated() {
            try sheet.html.write(toFile: folder + "/secrets\(number).html", atomically: true, encoding: .utf8)
            try await go(to: address + "/secrets\(number).html", page)
            scene.shots.append(try await shoot(page, words: []))
        }
        (result.sheets, result.scenes) = (sheets, result.scenes + [scene])
    }

    private func resize(_ page: CDPSession, _ width: Int, _ height: Int) async throws {
        _ = try await page.send(
            Emulation.SetDeviceMetricsOverride(width: width, height: height, deviceScaleFactor: 1, mobile: false),
            deadline: limit
        )
    }

    private func plans(_ foreign: [String]) -> [(kind: ObserverScene.Kind, page: String, shots: Int, seed: Int)] {
        let own = isQuick ? Array(ObserverStage.own.prefix(5)) : ObserverStage.own
        var plans = (own + foreign).map { (ObserverScene.Kind.page, $0, 1, 0) }
        // What changes on these leaves the rest where it is; text that is set anew around it would be new text too.
        for share in [0, 1, 5, 20, 100] {
            for page in isQuick ? ["table"] : ["table", "code", "mail", "dashboard", "settings", "calendar"] {
                plans.append((.share(share), page, 4, share))
            }
        }
        plans += [
            (.scroll, "article", 6, 0), (.clock, "clock", 6, 0), (.video, "video", 6, 0), (.restless, "mail", 8, 0),
        ]
        for seed in 0..<(isQuick ? 6 : 18) {
            plans.append((.small, ObserverStage.own[seed % ObserverStage.own.count], 2, seed + 50))
        }
        return plans
    }

    private func open(_ name: String, _ address: String, _ page: CDPSession) async throws {
        let isOwn = !name.hasSuffix(".html")
        // Another fragment of the same address is no other document.
        try await go(to: "about:blank", page)
        try await go(to: address + "/" + (isOwn ? "own.html#\(name)" : name), page)
        if !isOwn { _ = try await evaluate(ObserverStage.script, page) }
    }

    private func advance(_ kind: ObserverScene.Kind, _ moment: Int, seed: Int, _ page: CDPSession) async throws {
        switch kind {
        case .page, .secrets: break
        case .share(let share):
            guard moment > 0, share > 0 else { return }
            _ = try await evaluate("observerBench.change(\(Double(share) / 100), \(seed * 100 + moment))", page)
        case .small:
            guard moment > 0 else { return }
            guard try await evaluate("observerBench.changeOne(\(seed))", page) == .bool(true) else {
                throw CommandError(code: "bench_failed", message: "The page did not change.", kind: .failed)
            }
        case .scroll, .clock, .video, .restless:
            _ = try await evaluate("observerBench.play('\(kind)', \(moment))", page)
        }
    }

    private func shoot(_ page: CDPSession) async throws -> ObserverScene.Shot {
        let words = try await evaluate("observerBench.words()", page).array?.compactMap(\.string) ?? []
        return try await shoot(page, words: words)
    }

    private func shoot(_ page: CDPSession, words: [String]) async throws -> ObserverScene.Shot {
        let data = try await page.send(Page.CaptureScreenshot(format: "png", optimizeForSpeed: true), deadline: limit)
            .data
        let file = folder + "/\(UInt64.random(in: .min ... .max)).png"
        guard let bytes = Data(base64Encoded: data) else {
            throw CommandError(code: "bench_failed", message: "The browser's picture is no base64.", kind: .failed)
        }
        try bytes.write(to: URL(fileURLWithPath: file))
        return ObserverScene.Shot(file: file, words: words)
    }

    /// What all of the browser's processes use for one picture of a page that stands still.
    private func costOfPicture(_ page: CDPSession) async throws -> Double {
        let rounds = 20
        let before = DescendantTime.seconds()
        for _ in 0..<rounds {
            _ = try await page.send(Page.CaptureScreenshot(format: "png", optimizeForSpeed: true), deadline: limit)
        }
        return (DescendantTime.seconds() - before) * 1000 / Double(rounds)
    }

    private func go(to url: String, _ page: CDPSession) async throws {
        let events = page.events()
        _ = try await page.send(Page.Navigate(url: url), deadline: limit)
        try await withDeadline(limit, waitingFor: "the page \(url)") {
            _ = try await events.first { $0.method == Page.LoadEventFired.method }
        }
    }

    private func evaluate(_ expression: String, _ page: CDPSession) async throws -> JSONValue {
        let reply = try await page.send(
            Runtime.Evaluate(expression: expression, returnByValue: true, awaitPromise: true),
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

    private var limit: Deadline { .after(.seconds(30)) }
}
