// SPDX-License-Identifier: Apache-2.0

/// The name of an element in a skill: a word of `a-z`, `0-9`, `-` and `_`.
public struct TargetName: Sendable, Hashable, CustomStringConvertible {
    /// The word.
    public let text: String

    /// Takes a word; nil when it is none, or has more than 64 characters.
    public init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(TargetName.isAllowed) else { return nil }
        self.text = text
    }

    /// The word.
    public var description: String { text }

    static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// A description of one element: how to find it, and what it looked like.
public struct Target: Sendable, Hashable {
    /// The name that steps use.
    public var name: TargetName
    /// One sentence for people: `button "Pay" in form "Payment"`.
    public var looks: String
    /// Ways to find it, best first.
    public var locators: [Locator]
    /// What it looked like when it was recorded.
    public var fingerprint: Fingerprint
    /// The site that its page must be of; nil for any of the skill's, and in a frame.
    public var site: String?
    /// The frame that it is in, a target itself; nil for the page.
    public var frame: TargetName?
    /// The address that a frame must show; nil for one into which the page around it writes, and for other elements.
    public var shows: SiteAddressPattern?
    /// Words by which a click finds it on the picture of the page when nothing else does; nil for never.
    public var screenText: String?

    /// Describes an element.
    public init(
        name: TargetName,
        looks: String,
        locators: [Locator],
        fingerprint: Fingerprint,
        site: String? = nil,
        frame: TargetName? = nil,
        shows: SiteAddressPattern? = nil,
        screenText: String? = nil
    ) {
        self.name = name
        self.looks = looks
        self.locators = locators
        self.fingerprint = fingerprint
        self.site = site
        self.frame = frame
        self.shows = shows
        self.screenText = screenText
    }

    /// Whether it is an element that shows a document of its own.
    public var isFrame: Bool { ["iframe", "frame"].contains(fingerprint.tag) }

    /// Whether it is found by its words on the picture only: a button that a page draws.
    public var isDrawn: Bool { screenText != nil && locators.isEmpty }
}

/// One way to find an element, with the number of elements that it matched when it was recorded.
public enum Locator: Sendable, Hashable {
    /// An XPath 1.0 expression.
    case xpath(String, matched: Int)
    /// A chain of CSS selectors, each looked for inside what the one before found.
    case css([String], matched: Int)
    /// An accessible role and name.
    case role(String, name: String, matched: Int)

    /// `xpath`, `css` or `role`.
    public var kind: String {
        switch self {
        case .xpath: "xpath"
        case .css: "css"
        case .role: "role"
        }
    }

    /// How many elements it matched when it was recorded.
    public var matched: Int {
        switch self {
        case .xpath(_, let matched), .css(_, let matched), .role(_, _, let matched): matched
        }
    }
}
