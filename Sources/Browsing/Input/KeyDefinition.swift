// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What the browser must be told of a key so that the page sees what a real keyboard gives.
struct KeyDefinition: Sendable, Hashable {
    /// `KeyboardEvent.code`: the key's place on a US keyboard.
    let code: String
    /// The Windows virtual key code, which `KeyboardEvent.keyCode` shows.
    let keyCode: Int
    /// The text it types; empty for none.
    let text: String

    /// The keys that have a name.
    static let named: [String: KeyDefinition] = [
        "Enter": KeyDefinition(code: "Enter", keyCode: 13, text: "\r"),
        "Tab": KeyDefinition(code: "Tab", keyCode: 9, text: ""),
        "Escape": KeyDefinition(code: "Escape", keyCode: 27, text: ""),
        "Backspace": KeyDefinition(code: "Backspace", keyCode: 8, text: ""),
        "Delete": KeyDefinition(code: "Delete", keyCode: 46, text: ""),
        "Insert": KeyDefinition(code: "Insert", keyCode: 45, text: ""),
        "Home": KeyDefinition(code: "Home", keyCode: 36, text: ""),
        "End": KeyDefinition(code: "End", keyCode: 35, text: ""),
        "PageUp": KeyDefinition(code: "PageUp", keyCode: 33, text: ""),
        "PageDown": KeyDefinition(code: "PageDown", keyCode: 34, text: ""),
        "ArrowLeft": KeyDefinition(code: "ArrowLeft", keyCode: 37, text: ""),
        "ArrowUp": KeyDefinition(code: "ArrowUp", keyCode: 38, text: ""),
        "ArrowRight": KeyDefinition(code: "ArrowRight", keyCode: 39, text: ""),
        "ArrowDown": KeyDefinition(code: "ArrowDown", keyCode: 40, text: ""),
        "ContextMenu": KeyDefinition(code: "ContextMenu", keyCode: 93, text: ""),
        "Space": KeyDefinition(code: "Space", keyCode: 32, text: " "),
        "Shift": KeyDefinition(code: "ShiftLeft", keyCode: 16, text: ""),
        "Control": KeyDefinition(code: "ControlLeft", keyCode: 17, text: ""),
        "Alt": KeyDefinition(code: "AltLeft", keyCode: 18, text: ""),
        "AltGraph": KeyDefinition(code: "AltRight", keyCode: 225, text: ""),
        "Meta": KeyDefinition(code: "MetaLeft", keyCode: 91, text: ""),
        "CapsLock": KeyDefinition(code: "CapsLock", keyCode: 20, text: ""),
    ]
    .merging((1...12).map { ("F\($0)", KeyDefinition(code: "F\($0)", keyCode: 111 + $0, text: "")) }) { first, _ in
        first
    }

    /// The definition of a key by its value.
    ///
    /// A character that a US keyboard does not have is typed as text without a place on the keyboard.
    static func of(_ key: String) -> KeyDefinition {
        if let known = named[key] { return known }
        // A name that is none of these, such as that of a dead key, types nothing.
        if key.count > 1 { return KeyDefinition(code: "", keyCode: 0, text: "") }
        if key == " " { return KeyDefinition(code: "Space", keyCode: 32, text: " ") }
        guard let character = key.first, let ascii = character.asciiValue else {
            return KeyDefinition(code: "", keyCode: 0, text: key)
        }
        if character.isLetter {
            let upper = key.uppercased()
            return KeyDefinition(code: "Key\(upper)", keyCode: Int(upper.utf8.first ?? ascii), text: key)
        }
        if character.isNumber { return KeyDefinition(code: "Digit\(key)", keyCode: Int(ascii), text: key) }
        guard let place = punctuation[character] else { return KeyDefinition(code: "", keyCode: 0, text: key) }
        return KeyDefinition(code: place.code, keyCode: place.keyCode, text: key)
    }

    /// A headless browser has no window system that turns Control+A into "select all", so it is told.
    static func commands(_ key: String, _ modifiers: KeyChord.Modifiers) -> [String]? {
        guard modifiers == .control else { return nil }
        switch key {
        case "a": return ["selectAll"]
        case "z": return ["undo"]
        case "y": return ["redo"]
        case "c": return ["copy"]
        case "x": return ["cut"]
        case "v": return ["paste"]
        default: return nil
        }
    }

    private static let punctuation: [Character: (code: String, keyCode: Int)] = [
        ";": ("Semicolon", 186), "=": ("Equal", 187), ",": ("Comma", 188), "-": ("Minus", 189), ".": ("Period", 190),
        "/": ("Slash", 191), "`": ("Backquote", 192), "[": ("BracketLeft", 219), "\\": ("Backslash", 220),
        "]": ("BracketRight", 221), "'": ("Quote", 222), "+": ("Equal", 187), "?": ("Slash", 191),
    ]
}
