// SPDX-License-Identifier: Apache-2.0

/// What of that which goes on now has changed, without what it is: whoever wants to know asks for it.
public enum LiveChange: String, Sendable, Hashable, CaseIterable {
    /// The tabs: which there are, what they show, what they ask a person, and who watches.
    case tabs
    /// The steps of the recording that goes on, or whether one does.
    case steps
    /// The observer: how it is, or what it has seen.
    case observer
}
