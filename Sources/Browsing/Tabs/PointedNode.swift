// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Vocabulary

/// What came of asking a person to point at an element of a tab.
public enum Pointing: Sendable, Hashable {
    /// What a script of ours says of the element, and the frame that it is in; nil for the page itself.
    case pointed(ScriptAnswer, in: FrameID?)
    /// The person gave it up.
    case cancelled
    /// It is nothing that a script of ours has a word for, or gone by now.
    case elsewhere
}

/// An element that a person pointed at, by the browser's number for it: each process has numbers of its own.
public struct PointedNode: Sendable, Hashable {
    let number: Int
    let session: CDPSession

    /// What an event tells of pointing; nil when it is about something else.
    static func read(_ event: CDPEvent, from session: CDPSession) throws -> TabEvent? {
        switch event.method {
        case Overlay.InspectNodeRequested.method:
            try event.decode(Overlay.InspectNodeRequested.self)
                .map { .pointedAt(PointedNode(number: $0.backendNodeId, session: session)) }
        case Overlay.InspectModeCanceled.method: .pointingCancelled
        default: nil
        }
    }
}
