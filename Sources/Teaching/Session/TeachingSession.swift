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
            dialogs: .person(limit: dialogPatience),
            choosers: .person,
            downloads: .person
        )
    }

    static let recorder = [
        PageScript(name: "recorder", bytes: PackageResources.recorder_js),
        PageScript(name: "causes", bytes: PackageResources.causes_js),
        PageScript(name: "places", bytes: PackageResources.places_js),
        PageScript(name: "gestures", bytes: PackageResources.gestures_js),
        PageScript(name: "files", bytes: PackageResources.files_js),
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
            let watch = TabWatch(first: tab, arrivals: session.followedArrivals(), writer: writer)
            try writer.append(at: watch.now, tab: tab.id, document: tab.document, .opened(address: start.text))
            try await open(start, in: tab)
            begun(tab.id)
            try await watch.run(until: stop)
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
}
