// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What a step causes, and replay waits for.
public enum Consequence: Sendable, Hashable {
    /// Another document is loaded, at an address.
    case navigation(SiteAddressPattern)
    /// The same document changes its address.
    case address(SiteAddressPattern)
    /// An element appears.
    case appears(TargetName)
    /// An element goes.
    case disappears(TargetName)
    /// A dialog opens and is answered so.
    case dialog(ExpectedDialog)
    /// The site's server asks who is there, by HTTP, and is told so.
    case signIn(ExpectedSignIn)
    /// The page opens another tab or window, which later steps call by this name; it gets to the address, if one is said.
    case opensTab(TabName, at: SiteAddressPattern?)
    /// A frame shows another document, at the address of that target.
    case frame(TargetName)
    /// A script of the page sends a call to its server, which answers that it is done.
    case request(ExpectedRequest)
    /// The page gives a file whose name fits.
    case download(NamePattern)
}

/// A call that a page's script sends to change something at its server.
public struct ExpectedRequest: Sendable, Hashable, CustomStringConvertible {
    /// Methods that change something.
    public static let methods: Set<String> = ["POST", "PUT", "PATCH", "DELETE"]

    /// The method.
    public var method: String
    /// Where it goes.
    public var address: SiteAddressPattern

    /// Describes one; nil for a method that changes nothing.
    public init?(_ method: String, _ address: SiteAddressPattern) {
        guard ExpectedRequest.methods.contains(method) else { return nil }
        self.method = method
        self.address = address
    }

    /// As a file holds it.
    public var description: String { "\(method) \(address)" }
}

/// Who is told to a site's server that asks by HTTP.
public struct ExpectedSignIn: Sendable, Hashable {
    /// The user.
    public var user: TextTemplate
    /// The secret that is the password; its site is the only one that gets it.
    public var secret: String

    /// Describes one.
    public init(user: TextTemplate, secret: String) {
        self.user = user
        self.secret = secret
    }

    /// The password as a file holds it.
    public var password: TextTemplate { TextTemplate(parts: [.reference(.secret(secret))]) }
}

/// A dialog that a step opens, and the answer that it gets.
public struct ExpectedDialog: Sendable, Hashable {
    /// Which.
    public var kind: DialogKind
    /// Whether the answer is yes.
    public var isAccepted: Bool
    /// What a prompt is given; nil leaves what the page put there.
    public var text: TextTemplate?
    /// What it says, where `*` stands for any characters; nil for whatever it says.
    public var message: TextTemplate?

    /// Describes one.
    public init(kind: DialogKind, isAccepted: Bool, text: TextTemplate? = nil, message: TextTemplate? = nil) {
        self.kind = kind
        self.isAccepted = isAccepted
        self.text = text
        self.message = message
    }
}
