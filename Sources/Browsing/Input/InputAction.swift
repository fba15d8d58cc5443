// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// One piece of real input, as a mouse and a keyboard give it.
public enum InputAction: Sendable, Hashable {
    /// The pointer goes to a point.
    case move(to: Point)
    /// A button goes down and up at a point.
    case click(at: Point, ClickKind = .single)
    /// The main button goes down at a point, and stays down.
    case press(at: Point)
    /// The pointer goes to a point with the main button down.
    case drag(to: Point)
    /// The main button comes up at a point.
    case release(at: Point)
    /// The wheel turns over a point, by so many pixels to the right and down, with keys held down.
    case wheel(at: Point, x: Double, y: Double, holding: KeyChord.Modifiers = [])
    /// A text arrives at the focused element as from a keyboard or an input method.
    case text(String)
    /// A key, with its modifiers, goes down and up.
    case key(KeyChord)
}

/// The ways to click.
public enum ClickKind: Sendable, Hashable {
    /// The main button, once.
    case single
    /// The main button, twice in a row.
    case double
    /// The other button, once.
    case context
    /// The middle button, once.
    case middle
    /// The main button, once, with keys held down.
    case holding(KeyChord.Modifiers)
}

/// A place in the viewport, in CSS pixels from its top left corner.
public struct Point: Sendable, Hashable, Codable {
    /// To the right.
    public let x: Double
    /// Down.
    public let y: Double
    /// Names a place.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}
