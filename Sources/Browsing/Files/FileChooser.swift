// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Vocabulary

/// A chooser of files that a page has opened.
public struct FileChooser: Sendable, Hashable {
    /// How many the tab has opened, this one included: what is answered names it.
    public let number: Int
    /// The document that was shown when it opened.
    public let document: DocumentID
    /// The frame whose field it is for; nil for the page's own.
    public let frame: FrameID?
    /// Whether it takes more than one file.
    public let takesSeveral: Bool
    /// The field that gets the files, in its process's own numbering; it may stand in no document at all.
    let node: Int
    /// That process.
    let session: CDPSession
}

/// Where the choosers of a session's pages open.
public enum ChooserPolicy: Sendable, Hashable {
    /// Nowhere: nothing blocks, and a page gets files from the step that says so, or none.
    case held
    /// In the browser's window, where there is one, for whoever sits in front of it; otherwise nowhere, and whoever drives
    /// the tab may answer.
    case person
}
