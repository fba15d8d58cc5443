// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Puts what a person did in several documents in the order in which they did it.
///
/// A page that is busy tells late, and pages of several sites are in several processes: what was done in one may come
/// after what was done in another later. Of one document the order is that of arrival; and nothing is moved across what
/// the browser told, which comes because of something, but a page's calls, which have a time of their own.
enum PersonalOrder {
    static func sorted(_ events: [RecordedEvent]) -> [RecordedEvent] {
        var result: [[RecordedEvent]] = []
        var heads: [RecordedEvent] = []
        for event in events {
            // What a frame is goes with what was done in it.
            if case .frameShown = event.body {
                heads.append(event)
                continue
            }
            let passed = result.indices.reversed()
                .prefix { isLater(result[$0], than: event) || isAside(result[$0], of: event) }
            let place = passed.last { isLater(result[$0], than: event) } ?? result.endIndex
            result.insert(heads + [event], at: place)
            heads = []
        }
        return result.flatMap(\.self) + heads
    }

    private static func isLater(_ group: [RecordedEvent], than event: RecordedEvent) -> Bool {
        guard let known = group.last, known.body.isDeed, event.body.isDeed else { return false }
        return known.at > event.at && known.document != event.document
    }

    /// What comes of a deed elsewhere, whenever it is told, keeps nothing from its place.
    private static func isAside(_ group: [RecordedEvent], of event: RecordedEvent) -> Bool {
        guard let known = group.last, event.body.isDeed else { return false }
        if case .request = known.body { return true }
        if case .gone = known.body { return known.document != event.document }
        return false
    }
}

extension RecordedEvent.Body {
    /// Whether a page's script told it of a person, at the time of its own event.
    var isDeed: Bool {
        switch self {
        case .click, .input, .choose, .clickAt, .wheel, .hover, .scroll, .drag, .check, .key, .submit, .contextMenu,
            .middleClick, .heldClick,
            .files:
            true
        case .opened, .navigated, .loaded, .tabOpened, .tabClosed, .dialog, .download, .frameShown, .frameNavigated,
            .unrecorded,
            .lost, .signedIn, .request, .gone, .chooser, .edited, .picked, .paused, .resumed, .continued:
            false
        }
    }
}
