// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import Observing
internal import ScreenText
internal import Synchronization
internal import Teaching
internal import Vocabulary
internal import WebAddresses

/// What a look at the tabs and at the recording sees, to be compared with the next one.
struct LiveGlance: Hashable {
    struct TabGlance: Hashable {
        let tab: TabID
        let address: String
        let document: DocumentID
        let dialog: Int?
        let chooser: Int?
    }

    var tabs: [TabGlance] = []
    var viewers: [TabID: Int] = [:]
    var front: TabID?
    var recording: Slug?
    var isReady = false
    var events = 0
    var signInAt: String?
    var observer: ObserverGlance?

    struct ObserverGlance: Hashable {
        let isOn: Bool
        let isPaused: Bool
        let looks: Int
        let observations: Int
    }

    /// What is different now.
    func changes(to now: LiveGlance) -> Set<LiveChange> {
        var changes: Set<LiveChange> = []
        if tabs != now.tabs || viewers != now.viewers || front != now.front { changes.insert(.tabs) }
        let isSameTask = (recording, isReady, events) == (now.recording, now.isReady, now.events)
        if !isSameTask || signInAt != now.signInAt { changes.insert(.steps) }
        if observer != now.observer { changes.insert(.observer) }
        return changes
    }
}

extension LocalAppliance {
    /// How often a look is taken while somebody wants to know.
    ///
    /// A look reads what is in memory and asks no browser; nobody has to tell of a change for it.
    private static let pause: Duration = .milliseconds(200)

    func changes() async throws -> AsyncStream<Set<LiveChange>> {
        let last = Mutex<LiveGlance?>(nil)
        return AsyncStream { [self] in
            while !Task.isCancelled {
                let now = glance
                let before = last.withLock { last in
                    defer { last = now }
                    return last
                }
                guard let before else { return Set(LiveChange.allCases) }
                let changes = before.changes(to: now)
                if !changes.isEmpty { return changes }
                guard (try? await Task.sleep(for: LocalAppliance.pause)) != nil else { return nil }
            }
            return nil
        }
    }

    private var glance: LiveGlance {
        var glance = LiveGlance()
        glance.tabs = viewing.tabs.map { tab, _ in
            LiveGlance.TabGlance(
                tab: tab.id,
                address: tab.address,
                document: tab.document,
                dialog: tab.dialogQuestion?.number,
                chooser: viewing.isAttended(tab) ? tab.chooser?.number : nil
            )
        }
        glance.viewers = Dictionary(grouping: viewing.viewers, by: \.tab).mapValues(\.count)
        glance.front = viewing.front?.tab.id
        if let live = teaching.live {
            glance.recording = live.header.slug
            glance.isReady = live.controls != nil
            glance.events = live.writer.events
            glance.signInAt = teaching.browserInUse.withLock { $0 }?.signInQuestions.first?.origin.text
        }
        if let desk = observing {
            let report = desk.observer?.report
            glance.observer = LiveGlance.ObserverGlance(
                isOn: desk.isOn,
                isPaused: report?.isPaused ?? false,
                looks: report?.ticks ?? 0,
                observations: desk.observer?.rings.count ?? 0
            )
        }
        return glance
    }
}
