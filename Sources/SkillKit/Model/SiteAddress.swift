// SPDX-License-Identifier: Apache-2.0

/// An address of one of the skill's sites: `shop:/menu?q={{ inputs.coffee }}`.
///
/// The host is never made of a value.
public struct SiteAddress: Sendable, Hashable {
    /// The site's name.
    public var site: String
    /// From the first slash on.
    public var path: TextTemplate

    /// Names an address.
    public init(site: String, path: TextTemplate) {
        self.site = site
        self.path = path
    }

    /// Reads `site:/path`.
    ///
    /// - Throws: ``TemplateError``.
    public init(parsing text: String) throws(TemplateError) {
        let (site, path) = try SiteAddress.split(text)
        self.init(site: site, path: try TextTemplate(parsing: path))
    }

    /// As a file holds it.
    public var source: String { "\(site):\(path.source)" }

    static func split(_ text: String) throws(TemplateError) -> (site: String, path: String) {
        guard let colon = text.firstIndex(of: ":"), SkillName.isWellFormed(text[..<colon]) else {
            throw TemplateError("an address is the name of a site, a colon and a path, such as shop:/menu")
        }
        let path = text[text.index(after: colon)...]
        guard path.hasPrefix("/"), !path.hasPrefix("//") else {
            throw TemplateError(
                "an address names one of 'sites' and then a path: write shop:/menu, not a whole address"
            )
        }
        return (String(text[..<colon]), String(path))
    }
}

/// An address that a page must get to: `shop:/orders/*`, where `*` stands for one path segment.
public struct SiteAddressPattern: Sendable, Hashable, CustomStringConvertible {
    /// The site's name.
    public var site: String
    /// From the first slash on.
    public var path: String

    /// Names a pattern.
    public init(site: String, path: String) {
        self.site = site
        self.path = path
    }

    /// Reads `site:/path`.
    ///
    /// - Throws: ``TemplateError``.
    public init(parsing text: String) throws(TemplateError) {
        (site, path) = try SiteAddress.split(text)
    }

    /// As a file holds it.
    public var description: String { "\(site):\(path)" }
}
