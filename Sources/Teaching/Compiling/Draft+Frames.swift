// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// The name of a frame within a recording: its tab, and the frames around it.
struct FramePath: Hashable {
    let tab: TabID
    let frames: [String]
}

extension Draft {
    /// Notes what a frame is; what is done in it from then on is done there.
    mutating func frameShown(_ target: RecordedTarget, _ address: String?, _ event: RecordedEvent) {
        frames[FramePath(tab: event.tab, frames: event.frame)] = RecordedFrame(target: target, address: address)
    }

    /// A frame goes somewhere because of what was done in it last.
    mutating func frameNavigated(to address: String?, _ event: RecordedEvent) {
        let path = FramePath(tab: event.tab, frames: event.frame)
        guard var frame = chain(event.frame, in: event.tab)?.last else { return }
        frames[path]?.address = address
        frame.address = address
        guard let last = lastStep(in: event.tab), steps[last].frame.starts(with: event.frame) else { return }
        steps[last].frameArrival = frame
    }

    /// The frames around what an event is about, the outermost first; nil when one of them was never described.
    func chain(_ path: some Collection<String>, in tab: TabID) -> [RecordedFrame]? {
        var result: [RecordedFrame] = []
        for count in 0..<path.count {
            let way = FramePath(tab: tab, frames: Array(path.prefix(count + 1)))
            guard var frame = frames[way] else { return nil }
            frame.target.frames = result
            result.append(frame)
        }
        return result
    }

    /// The event with its elements in their frames.
    mutating func placed(_ event: RecordedEvent) -> RecordedEvent? {
        guard !event.frame.isEmpty else { return event }
        let isFrame = if case .frameShown = event.body { true } else { false }
        guard let frames = chain(isFrame ? event.frame.dropLast() : event.frame[...], in: event.tab) else {
            note("Something was done in a frame that could not be described, so it is not in the steps.")
            return nil
        }
        var event = event
        event.body = event.body.inside(frames)
        return event
    }

    /// The address whose site an event's document is of.
    func page(of event: RecordedEvent) -> String {
        let addresses = chain(event.frame, in: event.tab)?.compactMap(\.address)
        return addresses?.last ?? tabs[event.tab]?.page ?? ""
    }
}
