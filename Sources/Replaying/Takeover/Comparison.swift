// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import SkillKit
public import Vocabulary

/// How a run's page stands when a person gives it back: what they changed, and what the next step expects.
public struct Comparison: Sendable, Hashable {
    /// What one step expects, and whether the page fits it now.
    public struct Expectation: Sendable, Hashable {
        /// The step.
        public let step: StepID
        /// What it expects, in a sentence.
        public let words: String
        /// Whether that is there.
        public let isMet: Bool
    }

    /// What is different from the moment of the takeover, in sentences; they hold words of the page.
    public let changed: [String]
    /// The step that comes next when the run goes on; nil when none does.
    public let next: Expectation?
    /// The step that the takeover has cut short; nil when it cut none.
    public let interrupted: Expectation?
    /// Whether that step had acted already.
    public let hasActed: Bool
}

/// What a session shows at one moment.
struct SessionView: Sendable {
    struct TabView: Sendable {
        let address: String
        let title: String
        let text: String
        let fields: [String]
    }

    /// How long a page may take to tell.
    private static let patience: Duration = .seconds(2)

    let tabs: [TabID: TabView]
    let dialogs: Int
    let downloads: Int

    init(of session: BrowsingSession) async {
        var views: [TabID: TabView] = [:]
        var dialogs = 0
        var downloads = 0
        for tab in session.tabs {
            views[tab.id] = await SessionView.view(of: tab)
            dialogs += tab.unexpectedDialogCount
            downloads = tab.unexpectedDownloadCount
        }
        tabs = views
        self.dialogs = dialogs
        self.downloads = downloads
    }

    /// A page that tells nothing in time shows nothing.
    private static func view(of tab: Tab) async -> TabView {
        let deadline = Deadline.after(patience)
        let title = try? await tab.look("titleOf", .null, deadline: deadline).value["title"]?.string
        let contents = try? await tab.contents(deadline: deadline)
        return TabView(
            address: tab.address,
            title: title ?? "",
            text: contents?.text ?? "",
            fields: contents?.fields.map(\.value) ?? []
        )
    }

    /// What is different now, in sentences.
    func changes(to now: SessionView) -> [String] {
        var sentences: [String] = []
        for (id, then) in tabs {
            guard let other = now.tabs[id] else {
                sentences.append("A tab was closed: \(SessionView.plain(then.address)).")
                continue
            }
            sentences += then.changes(to: other)
        }
        for (id, other) in now.tabs where tabs[id] == nil {
            sentences.append("A tab was opened: \(SessionView.plain(other.address)).")
        }
        if now.dialogs > dialogs { sentences.append("\(now.dialogs - dialogs) dialogs came and were dismissed.") }
        if now.downloads > downloads {
            sentences.append("\(now.downloads - downloads) downloads came and were refused.")
        }
        return sentences.sorted()
    }

    /// Without what may be secret in it: the query and the fragment.
    static func plain(_ address: String) -> String { String(address.prefix { $0 != "?" && $0 != "#" }.prefix(200)) }
}

extension SessionView.TabView {
    fileprivate func changes(to now: SessionView.TabView) -> [String] {
        var sentences: [String] = []
        if now.address != address {
            let (from, to) = (SessionView.plain(address), SessionView.plain(now.address))
            sentences.append(
                from == to
                    ? "The page is at another place of \(to)." : "The page is at \(to); it was at \(from)."
            )
        }
        if now.title != title {
            sentences.append("The page is called \"\(now.title.prefix(80))\"; it was \"\(title.prefix(80))\".")
        }
        let fieldChanges = zip(fields, now.fields).count { $0 != $1 } + abs(fields.count - now.fields.count)
        if fieldChanges > 0, now.address == address {
            sentences.append("\(fieldChanges) \(fieldChanges == 1 ? "field holds" : "fields hold") something else.")
        }
        if now.text != text, now.address == address, now.title == title {
            sentences.append("The page shows something else than it did.")
        }
        return sentences
    }
}
