// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// A time in which the screen was not looked at; it says when and why, and nothing of what was there.
public struct ObservationGap: Sendable, Hashable, Codable {
    /// Why nothing was looked at.
    public enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
        /// The operator excluded the site, or never granted it.
        case excluded
        /// A context that keeps nothing.
        case privateContext = "private_context"
        /// A person drives.
        case takenOver = "taken_over"
        /// A secret or a consent is being typed.
        case secretTyping = "secret_typing"
        /// The page moved between the question for what to mask and the picture.
        case moved
        /// No picture could be taken.
        case captureFailed = "capture_failed"
        /// The picture could not be read.
        case unreadable
        /// The observer was paused.
        case paused
        /// The observer has given up.
        case off
    }

    /// Wall time of the first look that was not taken.
    public let from: Timestamp
    /// Wall time of the last one.
    public let to: Timestamp
    /// Why.
    public let reason: Reason
}
