// SPDX-License-Identifier: Apache-2.0

/// What an element looked like when it was recorded, and how unique each of its marks was on that page.
public struct Fingerprint: Sendable, Hashable {
    /// The version of this form.
    public static let version = 1

    /// The tag's name, in lower case.
    public var tag: String
    /// The accessible role.
    public var role: String
    /// The accessible name.
    public var name: String
    /// The text it shows.
    public var text: String
    /// The label of a field.
    public var label: String
    /// Attributes that say something about what it is.
    public var attributes: [String: String]
    /// What sets it apart from others of the same name: the text of its row, say; several, with ` | ` between them, where it
    /// had no like.
    public var context: String
    /// Where in those surroundings it stands: the way there by tags and places, such as `td:0of3/b:0of1|Name`, where the
    /// last word is what the table's head calls the column.
    public var place: String
    /// The heading above it.
    public var heading: String
    /// The name of its form.
    public var form: String
    /// The part of the page that it is in, such as `navigation` or `main`.
    public var landmark = ""
    /// The nearest words before it in the page, six at most.
    public var before = ""
    /// The nearest words after it, six at most.
    public var after = ""
    /// The way to it from the top of its tree: `/html/body/main/form/button[2]`.
    public var path = ""
    /// Which one it was of those with its tag beside it: `2/5`.
    public var among = ""
    /// The tags of the hosts of the shadow roots around it, outermost first.
    public var shadows = ""
    /// The path of its page, with what names one thing of many written as `#`: `/orders/#/edit`.
    public var page = ""
    /// The title of its page.
    public var title = ""
    /// Where it was: left, top, width, height in CSS pixels.
    public var box: [Int]
    /// How many elements shared each mark.
    public var counts: [String: Int]
    /// What it looked like before it was ever healed; nil when it was not.
    ///
    /// A find must not contradict that either, so that one heal after another cannot drift to something else.
    public var first: FirstLook?

    /// Whether it had no like on its page, in an entry of a list that was about something: ``context`` then says what.
    public var isLone: Bool { !context.isEmpty && (counts["name"] ?? 1) == 1 }

    /// Describes an element.
    public init(
        tag: String,
        role: String = "",
        name: String = "",
        text: String = "",
        label: String = "",
        attributes: [String: String] = [:],
        context: String = "",
        place: String = "",
        heading: String = "",
        form: String = "",
        box: [Int] = [],
        counts: [String: Int] = [:]
    ) {
        self.tag = tag
        self.role = role
        self.name = name
        self.text = text
        self.label = label
        self.attributes = attributes
        self.context = context
        self.place = place
        self.heading = heading
        self.form = form
        self.box = box
        self.counts = counts
    }
}

/// What an element was called and made of when a person showed it.
public struct FirstLook: Sendable, Hashable {
    /// The tag's name.
    public var tag: String
    /// The accessible role.
    public var role: String
    /// The accessible name.
    public var name: String

    /// Takes a look down.
    public init(tag: String, role: String, name: String) {
        self.tag = tag
        self.role = role
        self.name = name
    }
}

extension Fingerprint {
    /// The members that are texts, by the names that files and page scripts use, in the order in which they are written.
    public static let texts: [(name: String, member: any WritableKeyPath<Fingerprint, String> & Sendable)] =
        identity + surroundings

    /// Those that say what it is.
    static let identity: [(name: String, member: any WritableKeyPath<Fingerprint, String> & Sendable)] = [
        ("role", \.role), ("name", \.name), ("text", \.text), ("label", \.label),
    ]

    /// Those that say where it stands.
    static let surroundings: [(name: String, member: any WritableKeyPath<Fingerprint, String> & Sendable)] = [
        ("context", \.context), ("place", \.place), ("heading", \.heading), ("form", \.form),
        ("landmark", \.landmark), ("before", \.before), ("after", \.after), ("path", \.path), ("among", \.among),
        ("shadows", \.shadows), ("page", \.page), ("title", \.title),
    ]
}
