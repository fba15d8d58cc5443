// SPDX-License-Identifier: Apache-2.0

/// The dialogs that a page can open, by the browser's own words.
public enum DialogKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// A message with one button.
    case alert
    /// A question with a yes and a no.
    case confirm
    /// A question for a text.
    case prompt
    /// "Leave this page?"
    case beforeunload
}
