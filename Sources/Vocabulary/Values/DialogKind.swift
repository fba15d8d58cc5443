// SPDX-License-Identifier: Apache-2.0

/// The dialogs that a page can open, by the browser's own words, and what it may ask to be permitted.
public enum DialogKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// A message with one button.
    case alert
    /// A question with a yes and a no.
    case confirm
    /// A question for a text.
    case prompt
    /// "Leave this page?"
    case beforeunload
    /// "May this site know where you are?"
    case geolocation
    /// "May this site show notifications?"
    case notifications

    /// What the page asks to be permitted; nil for a dialog of its own.
    public var permission: PagePermission? {
        switch self {
        case .alert, .confirm, .prompt, .beforeunload: nil
        case .geolocation: .geolocation
        case .notifications: .notifications
        }
    }
}
