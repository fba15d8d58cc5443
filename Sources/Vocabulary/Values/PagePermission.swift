// SPDX-License-Identifier: Apache-2.0

/// What pages may ask a person for: a closed set, by the names of the
/// [Permissions API](https://www.w3.org/TR/permissions/).
public enum PagePermission: String, Sendable, Hashable, Codable, CaseIterable {
    case camera
    case clipboardRead = "clipboard-read"
    case geolocation
    case idleDetection = "idle-detection"
    case localFonts = "local-fonts"
    case microphone
    case midi
    case notifications
    case storageAccess = "storage-access"
    case windowManagement = "window-management"
}
