// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What can be seen and done live, whoever asks: it needs a browser in this process.
public protocol LiveControl: Sendable {
    /// The tabs that are open, the one in front last.
    func tabs() async throws -> [TabSummary]
    /// Who watches.
    func viewers() async throws -> [ViewerSummary]
    /// What changes from now on; first all of it.
    func changes() async throws -> AsyncStream<Set<LiveChange>>
    /// Begins to watch a tab; nil for the one in front.
    func watch(_ tab: TabID?, _ wish: PictureWish, as kind: ViewerName.Kind, by principal: Principal) async throws
        -> any PictureFeed
    /// Gives a person's input to a tab.
    ///
    /// - Returns: how many of the events the page was given.
    func drive(_ tab: TabID, _ batch: InputBatch, by principal: Principal) async throws -> Int
    /// Answers the dialog that a tab's page has opened.
    func answerDialog(in tab: TabID, _ answer: AnswerDialog, by principal: Principal) async throws
    /// Gives a file to the chooser that a tab's page has opened.
    func giveFile(_ file: HandedFile, to tab: TabID, by principal: Principal) async throws
}

/// One tab.
public struct TabSummary: Sendable, Codable, Hashable {
    /// The browser's name for it.
    public var id: TabID
    /// What its page calls itself.
    public var title: String
    /// The address that it shows.
    public var address: String
    /// The run that drives it.
    public var run: RunID?
    /// The recording that is made in it.
    public var recording: Slug?
    /// Whether it is the one in front.
    public var front: Bool
    /// How many watch it.
    public var viewers: Int
    /// The document that it shows.
    public var document: DocumentID
    /// The dialog that waits for a person.
    public var dialog: OpenDialog?
    /// The chooser of files that waits for a person.
    public var chooser: OpenChooser?

    /// Describes one tab.
    public init(
        id: TabID,
        title: String,
        address: String,
        run: RunID?,
        recording: Slug?,
        front: Bool,
        viewers: Int,
        document: DocumentID,
        dialog: OpenDialog? = nil,
        chooser: OpenChooser? = nil
    ) {
        self.id = id
        self.title = title
        self.address = address
        self.run = run
        self.recording = recording
        self.front = front
        self.viewers = viewers
        self.document = document
        self.dialog = dialog
        self.chooser = chooser
    }

    /// Writes it; what there is none of is null, and not left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(title, forKey: .title)
        try container.encode(address, forKey: .address)
        try container.encode(run, forKey: .run)
        try container.encode(recording, forKey: .recording)
        try container.encode(front, forKey: .front)
        try container.encode(viewers, forKey: .viewers)
        try container.encode(document, forKey: .document)
        try container.encode(dialog, forKey: .dialog)
        try container.encode(chooser, forKey: .chooser)
    }
}

/// A chooser of files that a page has opened.
public struct OpenChooser: Sendable, Codable, Hashable {
    /// Which of the tab's choosers it is; a file that is given names it.
    public var number: Int
    /// Whether it takes more than one.
    public var several: Bool
    /// Describes one.
    public init(number: Int, several: Bool) {
        self.number = number
        self.several = several
    }
}

/// A file that a person sends along for a page.
public struct HandedFile: Sendable, Hashable {
    /// The most bytes of one.
    public static let limit = 32 << 20
    /// The most of them at once.
    public static let countLimit = 20

    /// The chooser that it is for.
    public var chooser: Int
    /// What the page sees it called.
    public var name: String
    /// What is in it.
    public var bytes: [UInt8]
    /// Whether another one follows, with which it is given.
    public var isFollowed: Bool
    /// The lease by which the person drives the run of the tab.
    public var lease: LeaseID?

    /// Describes one.
    public init(chooser: Int, name: String, bytes: [UInt8], isFollowed: Bool = false, lease: LeaseID? = nil) {
        self.chooser = chooser
        self.name = name
        self.bytes = bytes
        self.isFollowed = isFollowed
        self.lease = lease
    }
}

/// What `GET /v1/tabs` answers.
public struct TabList: Sendable, Codable, Hashable {
    /// The tabs.
    public var tabs: [TabSummary]
    /// Wraps a list.
    public init(tabs: [TabSummary]) { self.tabs = tabs }
}

/// Somebody who watches.
public struct ViewerSummary: Sendable, Codable, Hashable {
    /// A name for it.
    public var id: String
    /// What it watches.
    public var tab: TabID
    /// Whose token opened it.
    public var principal: String
    /// What it reads.
    public var kind: ViewerName.Kind
    /// Since when.
    public var since: Timestamp
    /// How many pictures it has been given.
    public var frames: Int
    /// How wide they are now.
    public var width: Int

    /// Describes one viewer.
    public init(
        id: String,
        tab: TabID,
        principal: String,
        kind: ViewerName.Kind,
        since: Timestamp,
        frames: Int,
        width: Int
    ) {
        self.id = id
        self.tab = tab
        self.principal = principal
        self.kind = kind
        self.since = since
        self.frames = frames
        self.width = width
    }
}

/// What `GET /v1/viewers` answers.
public struct ViewerList: Sendable, Codable, Hashable {
    /// Who watches.
    public var viewers: [ViewerSummary]
    /// Wraps a list.
    public init(viewers: [ViewerSummary]) { self.viewers = viewers }
}

/// What `POST /v1/tickets` answers.
public struct StreamTicket: Sendable, Codable, Hashable {
    /// To be given as `?ticket=`, once.
    public var ticket: String
    /// When it ends.
    public var expires: Timestamp

    /// Describes one ticket.
    public init(ticket: String, expires: Timestamp) {
        self.ticket = ticket
        self.expires = expires
    }
}

/// What `POST /v1/tabs/{id}/input` answers.
public struct AcceptedInput: Sendable, Codable, Hashable {
    /// How many events the page was given.
    public var accepted: Int
    /// Wraps a number.
    public init(accepted: Int) { self.accepted = accepted }
}
