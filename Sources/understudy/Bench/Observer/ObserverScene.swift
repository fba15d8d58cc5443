// SPDX-License-Identifier: Apache-2.0
internal import ScreenText

/// Pictures of one page that follow one another, with what the page says that it shows.
struct ObserverScene: Sendable {
    /// What the pictures are for.
    enum Kind: Sendable, Hashable {
        /// One picture of an ordinary page.
        case page
        /// So many hundredths of the text change from one picture to the next.
        case share(Int)
        case scroll, clock, video, restless
        /// One word or number changes once.
        case small
        /// Secrets of all kinds, so many pages of them.
        case secrets
    }

    /// One picture.
    struct Shot: Sendable {
        /// Where the PNG lies.
        let file: String
        /// The words that are drawn, by the page's own account.
        let words: [String]
    }

    let kind: Kind
    let page: String
    let size: String
    var shots: [Shot]
}

/// All scenes, and what drawing them cost.
struct ObserverScenes: Sendable {
    var scenes: [ObserverScene] = []
    /// The browser's processor time for one picture, by size, in milliseconds.
    var capture: [String: Double] = [:]
    /// What stands on the shots of the scene of secrets.
    var sheets: [SecretSheet] = []
    /// The pages that others have written.
    var foreign: [String] = []
}
