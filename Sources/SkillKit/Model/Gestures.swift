// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// A place in an element's box, as shares of its width and height: `[0.5, 0.5]` is the middle.
///
/// Shares and not pixels, because a box may have another size the next time.
public struct BoxPlace: Sendable, Hashable {
    /// The middle, which needs not be written.
    public static let middle = BoxPlace(x: 0.5, y: 0.5)

    /// From the left.
    public let x: Double
    /// From the top.
    public let y: Double

    /// Names a place; a share lies between 0 and 1, and is kept to three digits.
    public init(x: Double, y: Double) {
        self.x = BoxPlace.share(x)
        self.y = BoxPlace.share(y)
    }

    private static func share(_ value: Double) -> Double {
        guard value.isFinite else { return 0.5 }
        return (min(1, max(0, value)) * 1000).rounded() / 1000
    }
}

/// How far from where it began, in CSS pixels.
public struct Offset: Sendable, Hashable {
    /// The most that one may be, either way.
    public static let limit = 10_000

    /// To the right.
    public let x: Int
    /// Down.
    public let y: Int

    /// Names a distance.
    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }
}

/// An element that is taken, moved and let go.
public struct Drag: Sendable, Hashable {
    /// The most points that a way may have.
    public static let pointLimit = 40
    /// The longest that something may be held before it is moved.
    public static let holdLimit: Duration = .seconds(3)

    /// What is taken.
    public var source: TargetName
    /// Where on it.
    public var place: BoxPlace
    /// How long it is held before it is moved, for pages that take it up only then; zero for not at all.
    public var hold: Duration
    /// What it is let go on; nil for what has no such element, as a slider.
    public var drop: TargetName?
    /// Where on that.
    public var dropPlace: BoxPlace
    /// The way from where it was taken; where there is nothing to let it go on, the last of these is the end.
    public var path: [Offset]

    /// Describes one.
    public init(
        source: TargetName,
        place: BoxPlace = .middle,
        hold: Duration = .zero,
        drop: TargetName? = nil,
        dropPlace: BoxPlace = .middle,
        path: [Offset] = []
    ) {
        self.source = source
        self.place = place
        self.hold = hold
        self.drop = drop
        self.dropPlace = dropPlace
        self.path = path
    }
}

/// Which way something is scrolled.
public enum ScrollEnd: String, Sendable, Hashable, CaseIterable {
    /// Down.
    case end
    /// Up, as to older messages.
    case start
    /// To the left.
    case left
    /// To the right.
    case right
}

/// A click at a place of an element that tells nothing of what is drawn there, such as a map.
public struct PlacedClick: Sendable, Hashable {
    /// The ways to click; each is a word of its own in a file.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The main button, once.
        case single = "click"
        /// The main button, twice in a row.
        case double = "double_click"
        /// The other button.
        case context = "right_click"
    }

    /// How.
    public var kind: Kind
    /// What.
    public var target: TargetName
    /// Where on it.
    public var place: BoxPlace

    /// Describes one.
    public init(_ kind: Kind, _ target: TargetName, at place: BoxPlace) {
        self.kind = kind
        self.target = target
        self.place = place
    }
}

/// A turn of the wheel over an element that makes something of its own of it, such as a map that is zoomed.
public struct WheelTurn: Sendable, Hashable {
    /// What.
    public var target: TargetName
    /// Where on it.
    public var place: BoxPlace
    /// How far.
    public var turn: Offset
    /// The keys that are held down meanwhile.
    public var held: KeyChord.Modifiers

    /// Describes one.
    public init(target: TargetName, place: BoxPlace = .middle, turn: Offset, held: KeyChord.Modifiers = []) {
        self.target = target
        self.place = place
        self.turn = turn
        self.held = held
    }
}
