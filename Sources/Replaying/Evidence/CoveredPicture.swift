// SPDX-License-Identifier: Apache-2.0
public import Browsing
public import Vocabulary

/// A picture of a page on which no secret is.
public struct CoveredPicture: Sendable, Hashable {
    /// The picture.
    public let jpeg: [UInt8]
    /// What it shows.
    public let document: DocumentID
    /// The part of the document that it shows, in CSS pixels.
    public let view: Rectangle
    /// The words that the page showed then, but for what fields held that are painted over.
    ///
    /// What becomes secret later is looked for in them. They are not to be kept.
    public let words: String

    /// What must run in the pages that are pictured, after ``Browsing/PageScript/description``.
    public static let scripts = [PageScript(name: "covers", bytes: PackageResources.covers_js)]

    /// How long a page may take for it.
    private static let patience: Duration = .seconds(4)

    /// Takes one; the page is not touched for it.
    ///
    /// - Parameters:
    ///   - tab: the tab.
    ///   - quality: from 1 to 100.
    ///   - isSecret: whether a text holds what nobody may see.
    /// - Returns: nil where a secret is shown, cannot be covered, or the page gives no picture.
    public static func take(
        of tab: Tab,
        quality: Int,
        isSecret: @escaping @Sendable (String) -> Bool
    ) async -> CoveredPicture? {
        let covering = PictureCovering(quality: quality, isSecret: isSecret)
        return try? await covering.picture(of: tab, deadline: .after(patience))
    }
}
