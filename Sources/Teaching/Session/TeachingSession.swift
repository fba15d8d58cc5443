// SPDX-License-Identifier: Apache-2.0
public import Browsing
internal import Foundation
public import Oversight
public import Vocabulary
public import WebAddresses

/// Watches a person do a task in a tab, and writes down what happens, until it is told to stop.
///
/// It only watches: whoever drives the tab, by its window or over CDP, is the person.
public struct TeachingSession: Sendable {
    /// The function that only the recorder's script can call.
    static let binding = "understudyReport"

    /// How long the end of a recording may wait for a page.
    private static let patience: Duration = .seconds(3)

    /// How long a dialog waits for the person before it is dismissed.
    private static let dialogPatience: Duration = .seconds(120)

    private let writer: RecordingWriter
    private let gate: PermissionGate
    private let slug: Slug

    /// Joins what a recording needs.
    public init(writer: RecordingWriter, gate: PermissionGate, slug: Slug) {
        self.writer = writer
        self.gate = gate
        self.slug = slug
    }

    /// How a session must be set up for the recorder to be in every document.
    public static var sessionOptions: SessionOptions {
        SessionOptions(
            scripts: PageScript.description + recorder,
            bindings: [binding],
            dialogs: .person(limit: dialogPatience)
        )
    }

    static let recorder = [
        PageScript(name: "recorder", bytes: PackageResources.recorder_js),
        PageScript(name: "causes", bytes: PackageResources.causes_js),
        PageScript(name: "places", bytes: PackageResources.places_js),
        PageScript(name: "gestures", bytes: PackageResources.gestures_js),
    ]

    /// Opens the first page and records until the stream of stops yields, the tab goes, or the disk is full.
    ///
    /// - Parameters:
    ///   - start: the first page.
    ///   - browser: where.
    ///   - stop: ends the recording with its first element, or its end.
    ///   - begun: told the tab, once its page is there.
    public func record(
        from start: WebAddress,
        in browser: RunningBrowser,
        until stop: AsyncStream<Void>,
        begun: @escaping @Sendable (TabID) -> Void
    ) async throws {
        try await browser.withSession(TeachingSession.sessionOptions) { session in
            let tab = try await session.newTab(deadline: .after(.seconds(15)))
            let events = tab.events()
            try writer.append(at: now, tab: tab.id, document: tab.document, .opened(address: start.text))
            try await open(start, in: tab)
            begun(tab.id)
            try await withThrowingTaskGroup(of: Bool.self) { group in
                defer { group.cancelAll() }
                group.addTask {
                    try await write(events, of: tab)
                    return true
                }
                group.addTask {
                    for await _ in stop { break }
                    await askForLastWord(tab)
                    events.finish()
                    return false
                }
                // The writer ends with the page's last word, or with the stream: after a stop, or with the tab.
                while let isWriter = try await group.next(), !isWriter {}
            }
        }
        writer.synchronize()
    }

    private func open(_ start: WebAddress, in tab: Tab) async throws {
        let request = ActionRequest(
            actor: .recorder(slug),
            effect: .open(start),
            isIrreversible: false,
            correlationID: .new(),
            description: "open the page that the recording begins with"
        )
        // A person named this address to begin with; that is the grant.
        let answer = try await gate.permit(for: request, skillGrants: Grants(networkDomains: [start.origin]))
        guard case .permitted(let permit) = answer else { return }
        try await tab.open(start, permit: permit, deadline: .after(.seconds(30)))
    }

    /// Asks the page for a report that comes after all others, and leaves the writer time to meet it.
    ///
    /// A page that is silent, or goes away just now, gives none: the recording ends without it.
    private func askForLastWord(_ tab: Tab) async {
        do {
            _ = try await tab.look("lastWord", .null, deadline: .after(TeachingSession.patience))
            try await Task.sleep(for: TeachingSession.patience)
        } catch {}
    }

    private func write(_ events: TabEventStream, of tab: Tab) async throws {
        var document = tab.document
        var scrubber = RecordingScrubber()
        for try await event in events {
            switch event {
            case .navigated(let navigation):
                document = navigation.document
                try writer.append(
                    at: now,
                    tab: tab.id,
                    document: document,
                    .navigated(
                        address: scrubber.scrubbed(address: navigation.address),
                        isNewDocument: navigation.kind == .newDocument,
                        cause: navigation.cause
                    )
                )
            case .loaded(let loaded): try writer.append(at: now, tab: tab.id, document: loaded, .loaded)
            case .dialog(let dialog):
                let isSecret = dialog.isSecret || dialog.text.map(scrubber.isSecret) == true
                try writer.append(
                    at: now,
                    tab: tab.id,
                    document: document,
                    .dialog(
                        dialog.kind,
                        isAccepted: dialog.isAccepted,
                        text: isSecret ? nil : dialog.text,
                        isSecret: isSecret
                    )
                )
            case .reported(let report): if try write(report, tab: tab.id, &scrubber) { return }
            case .windowOpened:
                try writer.append(at: now, tab: tab.id, document: document, .unrecorded(type: "a new tab or window"))
            case .crashed: try writer.append(at: now, tab: tab.id, document: document, .lost(type: "the page crashed"))
            case .navigationRequested, .scriptsReady, .domReady, .closed: break
            }
        }
    }

    /// - Returns: whether it was the page's last word.
    private func write(_ report: PageReport, tab: TabID, _ scrubber: inout RecordingScrubber) throws -> Bool {
        guard report.binding == TeachingSession.binding, let value = try? JSONText.parse(report.payload),
            let at = value["at"]?.double
        else { return false }
        guard value["kind"]?.string != "last" else { return true }
        guard let body = PageReportReading.body(of: scrubber.scrubbed(value)) else { return false }
        try writer.append(at: at, tab: tab, document: report.document, body)
        return false
    }

    private var now: Double { (Date().timeIntervalSince1970 * 1000).rounded() }
}
