// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Something that happened to a tab, in the order in which the browser told it.
public enum TabEvent: Sendable, Hashable {
    /// The tab shows another document, or the same document under another address.
    case navigated(Navigation)
    /// The page itself asked to go somewhere: what it was that asked, before it is known whether it arrives.
    case navigationRequested(address: String, reason: String)
    /// Our scripts are in place in the document; from now on it can be asked.
    case scriptsReady(DocumentID)
    /// The document is parsed and its deferred scripts have run.
    case domReady(DocumentID)
    /// The document and what it embeds are loaded.
    case loaded(DocumentID)
    /// For half a second nothing was loaded any more; told only while somebody waits for it.
    case networkQuiet(DocumentID)
    /// One of our scripts in the page called the binding.
    case reported(PageReport)
    /// The page opened a dialog, which is answered as said.
    case dialog(DialogAnswered)
    /// The page gave a file, by its name for people.
    case download(name: String)
    /// The page opened a chooser of files.
    case fileChooserOpened(FileChooser)
    /// A server asks a person who is there.
    case signInAsked
    /// A person said who is there.
    case signedIn(SignInAnswer)
    /// A script of the page sent a call to change something; told only where the session asks for it.
    case requestSent(SentRequest)
    /// A call was answered, or nil came of it.
    case requestAnswered(id: String, status: Int?)
    /// The page opened another tab or window.
    case windowOpened
    /// A frame shows another document, at an address; nil for what was written into it.
    case frameNavigated(FrameID, DocumentID, address: String?)
    /// The document of a frame changed its address.
    case frameMoved(FrameID, address: String)
    /// Frames came or went, or scripts of ours in them did.
    case framesChanged
    /// A person pointed at an element.
    case pointedAt(PointedNode)
    /// A person gave up pointing.
    case pointingCancelled
    /// The page's process died.
    case crashed
    /// The tab is gone.
    case closed
}

/// One arrival of a tab at an address.
public struct Navigation: Sendable, Hashable {
    /// Whether the document was replaced.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// Another document was loaded.
        case newDocument = "new_document"
        /// The same document changed its address (`pushState`, or a fragment).
        case sameDocument = "same_document"
    }

    /// The document that is shown now.
    public let document: DocumentID
    /// Its address as the browser writes it.
    public let address: String
    /// Whether the document was replaced.
    public let kind: Kind
    /// What started it, in the browser's words: `typed`-like values of `navigationType` or the reason a page gave.
    public let cause: String?
    /// Whether the browser shows its own error page instead of what was asked for.
    public let isErrorPage: Bool

    /// Describes one arrival.
    public init(document: DocumentID, address: String, kind: Kind, cause: String?, isErrorPage: Bool) {
        self.document = document
        self.address = address
        self.kind = kind
        self.cause = cause
        self.isErrorPage = isErrorPage
    }
}

/// What a script of ours in the isolated world told.
public struct PageReport: Sendable, Hashable {
    /// The binding that was called.
    public let binding: String
    /// The one text it was called with.
    public let payload: String
    /// The document it came from.
    public let document: DocumentID
    /// The frame that shows it; nil for the page itself.
    public let frame: FrameID?

    /// Describes one report.
    public init(binding: String, payload: String, document: DocumentID, frame: FrameID? = nil) {
        self.binding = binding
        self.payload = payload
        self.document = document
        self.frame = frame
    }
}
