// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

/// Follows a browser's downloads and hands each to the session that it belongs to.
///
/// The browser tells only the frame that asked for one. Where that is no tab's own document (a frame, a window that
/// never showed a page) the session is found by the folder that the file appears in.
struct DownloadPump {
    let browser: RunningBrowser
    let events: any EventSink
    private let stream: CDPEventStream

    /// How many downloads whose session is not known yet are remembered; what comes then is left to its session's end.
    private static let unplacedLimit = 64

    /// Asks the browser to tell of downloads, and to let nothing down that no session of ours asked for.
    init(browser: RunningBrowser, events: any EventSink) async throws {
        self.browser = browser
        self.events = events
        stream = browser.connection.browser.events()
        _ = try await browser.connection.browser.send(
            Browser.SetDownloadBehavior(behavior: browser.restingDownloads, eventsEnabled: true),
            deadline: .after(.seconds(10))
        )
    }

    /// Runs until the connection ends.
    func run() async throws {
        var unplaced: [String: Browser.DownloadWillBegin] = [:]
        var placed: [String: BrowsingSession] = [:]
        for try await event in stream {
            if let begin = try event.decode(Browser.DownloadWillBegin.self) {
                if let session = place(begin) {
                    placed[begin.guid] = session
                } else if unplaced.count < DownloadPump.unplacedLimit {
                    unplaced[begin.guid] = begin
                }
            } else if let progress = try event.decode(Browser.DownloadProgress.self) {
                if let begin = unplaced[progress.guid], let session = place(begin) {
                    placed[begin.guid] = session
                    unplaced[begin.guid] = nil
                }
                placed[progress.guid]?.downloads.advanced(progress)
                guard progress.state != "inProgress" else { continue }
                placed[progress.guid] = nil
                unplaced[progress.guid] = nil
            }
        }
    }

    private func place(_ begin: Browser.DownloadWillBegin) -> BrowsingSession? {
        let sessions = browser.openSessions
        let name = DisplayName.of(begin.suggestedFilename)
        for session in sessions {
            guard let tab = session.tabs.first(where: { $0.state.mainFrame == begin.frameId }) else { continue }
            began(begin.guid, name, in: session, tab)
            return session
        }
        guard let session = sessions.first(where: { $0.downloads.holds(begin.guid) }) else { return nil }
        began(begin.guid, name, in: session, session.tabs.first)
        return session
    }

    private func began(_ guid: String, _ name: String, in session: BrowsingSession, _ tab: Tab?) {
        let isExpected = session.downloads.began(guid, name: name)
        // Those that are refused come from pages, which may ask for any number of them.
        if isExpected || session.downloads.unexpected <= DownloadLimits().count {
            tell(isExpected, session.downloads.count, tab)
        }
        tab?.dialogs { $0.stays() }
        tab?.announce(.download(name: name))
    }

    private func tell(_ isExpected: Bool, _ number: Int, _ tab: Tab?) {
        events.enqueue(
            Event(
                .downloadStarted,
                source: .browser,
                outcome: isExpected ? .started : .denied,
                transport: .cdp,
                correlationID: .new(),
                extra: [
                    "tab": .string(tab?.id.rawValue ?? ""), "number": .int(Int64(number)),
                    "expected": .bool(isExpected),
                ]
            )
        )
    }
}
