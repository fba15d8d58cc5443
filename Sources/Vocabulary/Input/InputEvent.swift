// SPDX-License-Identifier: Apache-2.0

/// One piece of input that a person gives through a picture of the page.
public struct InputEvent: Sendable, Hashable, Codable {
    /// The kinds, a closed set.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case move, down, up, wheel, text, composition, paste
        case keyDown = "key_down"
        case keyUp = "key_up"

        /// Whether the pointer does it.
        public var isPointer: Bool {
            switch self {
            case .move, .down, .up, .wheel: true
            case .keyDown, .keyUp, .text, .composition, .paste: false
            }
        }

        /// Whether a page may go to another one because of it: a click, or a key such as Enter.
        public var mayLeadElsewhere: Bool {
            switch self {
            case .up, .keyDown: true
            case .move, .down, .wheel, .keyUp, .text, .composition, .paste: false
            }
        }
    }

    /// The buttons of a mouse.
    public enum Button: String, Sendable, Hashable, Codable, CaseIterable {
        case left, middle, right

        /// Its bit in a mask of buttons, as in `MouseEvent.buttons`.
        public var bit: Int {
            switch self {
            case .left: 1
            case .right: 2
            case .middle: 4
            }
        }
    }

    /// Which kind.
    public var type: Kind
    /// Where, from the picture's left edge (0) to its right (1); pointer only.
    public var x: Double?
    /// Where, from the picture's top (0) to its bottom (1); pointer only.
    public var y: Double?
    /// The button that went down or came up.
    public var button: Button?
    /// The buttons that are down, as in `MouseEvent.buttons`.
    public var buttons: Int?
    /// Which click in a row it is.
    public var clicks: Int?
    /// The keys held meanwhile: 1 Alt, 2 Control, 4 Meta, 8 Shift.
    public var modifiers: Int?
    /// The wheel's turn to the right, in CSS pixels.
    public var dx: Double?
    /// The wheel's turn down, in CSS pixels.
    public var dy: Double?
    /// `KeyboardEvent.key`.
    public var key: String?
    /// `KeyboardEvent.code`.
    public var code: String?
    /// What is inserted, pasted, or being composed.
    public var text: String?

    /// An event of a kind with nothing else said.
    public init(_ type: Kind) { self.type = type }

    /// A pointer event at a place of the picture.
    public init(_ type: Kind, x: Double, y: Double, button: Button? = nil, buttons: Int? = nil, clicks: Int? = nil) {
        self.type = type
        self.x = x
        self.y = y
        self.button = button
        self.buttons = buttons
        self.clicks = clicks
    }

    /// What keeps it from being given to a page; nil when nothing does.
    public var problem: String? {
        switch type {
        case .move: place
        case .down, .up: place ?? (button == nil ? "'button' is missing" : nil)
        case .wheel: place ?? (amount(dx ?? 0) && amount(dy ?? 0) ? nil : "'dx' and 'dy' must be numbers of pixels")
        case .keyDown, .keyUp:
            (1...32).contains(key?.utf8.count ?? 0) ? nil : "'key' must be a key's name of 1 to 32 bytes"
        case .text, .paste, .composition:
            text.map { $0.utf8.count <= InputEvent.textLimit } == true
                ? nil : "'text' must be a text of at most \(InputEvent.textLimit) bytes"
        }
    }

    /// The most bytes of a text.
    public static let textLimit = 200_000

    private var place: String? {
        guard let x, let y, (0...1).contains(x), (0...1).contains(y) else {
            return "'x' and 'y' must be numbers from 0 to 1"
        }
        return nil
    }

    private func amount(_ pixels: Double) -> Bool { pixels.isFinite && abs(pixels) <= 100_000 }
}

/// Pieces of input that belong together, for the page that a picture showed.
public struct InputBatch: Sendable, Hashable, Codable {
    /// The number of the picture that the person looked at.
    public var frame: Int
    /// The document that the picture showed.
    public var document: DocumentID
    /// What they did, in order.
    public var events: [InputEvent]
    /// The lease by which they drive the run that the tab belongs to; nil for a tab of no run.
    public var lease: LeaseID?

    /// The most events of a batch.
    public static let limit = 256

    /// Joins them.
    public init(frame: Int, document: DocumentID, events: [InputEvent], lease: LeaseID? = nil) {
        self.frame = frame
        self.document = document
        self.events = events
        self.lease = lease
    }
}
