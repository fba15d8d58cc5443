// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What was kept of a step for later review.
public enum Evidence: Sendable, Hashable {
    /// A picture.
    ///
    /// - Parameters:
    ///   - file: relative to the home: `evidence/<run>/<step>.jpg`.
    ///   - sha256: of the file's bytes, in hexadecimal.
    case picture(file: String, sha256: String)
    /// None, and why.
    case withheld(Reason)

    /// Why there is no picture.
    public enum Reason: String, Sendable, CaseIterable {
        /// The permission gate does not let the page be read: it is none of the skill's sites, or the kill switch is on.
        case notAllowed = "not_allowed"
        /// The page shows a secret in its text.
        case secretShown = "secret_shown"
        /// A field with a secret, or a frame, moved all the while the picture was taken.
        case notCovered = "not_covered"
        /// The page is too large to be looked through for secrets.
        case tooLarge = "too_large"
        /// The page or the browser gave none.
        case pageSilent = "page_silent"
        /// The file could not be written.
        case notWritten = "not_written"
    }

    /// The same for the audit log.
    var json: JSONValue {
        switch self {
        case .picture(let file, let sha256): ["file": .string(file), "sha256": .string(sha256)]
        case .withheld(let reason): ["withheld": .string(reason.rawValue)]
        }
    }
}
