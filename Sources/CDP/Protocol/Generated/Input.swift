// SPDX-License-Identifier: Apache-2.0
// Written by protocol-generator from protocol.json and subset.txt: change those, not this file.
// swift-format-ignore-file

/// The [Input](https://chromedevtools.github.io/devtools-protocol/tot/Input) domain.
public enum Input {
    /// [Input.dispatchMouseEvent](https://chromedevtools.github.io/devtools-protocol/tot/Input/#method-dispatchMouseEvent)
    public struct DispatchMouseEvent: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Input.dispatchMouseEvent"
        /// `type`
        public var type: String
        /// `x`
        public var x: Double
        /// `y`
        public var y: Double
        /// `modifiers`
        public var modifiers: Int?
        /// `button`
        public var button: String?
        /// `buttons`
        public var buttons: Int?
        /// `clickCount`
        public var clickCount: Int?

        /// Takes the values as they go on the wire.
        public init(
            type: String,
            x: Double,
            y: Double,
            modifiers: Int? = nil,
            button: String? = nil,
            buttons: Int? = nil,
            clickCount: Int? = nil
        ) {
            self.type = type
            self.x = x
            self.y = y
            self.modifiers = modifiers
            self.button = button
            self.buttons = buttons
            self.clickCount = clickCount
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Input.dispatchKeyEvent](https://chromedevtools.github.io/devtools-protocol/tot/Input/#method-dispatchKeyEvent)
    public struct DispatchKeyEvent: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Input.dispatchKeyEvent"
        /// `type`
        public var type: String
        /// `modifiers`
        public var modifiers: Int?
        /// `text`
        public var text: String?
        /// `code`
        public var code: String?
        /// `key`
        public var key: String?
        /// `windowsVirtualKeyCode`
        public var windowsVirtualKeyCode: Int?
        /// `nativeVirtualKeyCode`
        public var nativeVirtualKeyCode: Int?
        /// `commands`
        public var commands: [String]?

        /// Takes the values as they go on the wire.
        public init(
            type: String,
            modifiers: Int? = nil,
            text: String? = nil,
            code: String? = nil,
            key: String? = nil,
            windowsVirtualKeyCode: Int? = nil,
            nativeVirtualKeyCode: Int? = nil,
            commands: [String]? = nil
        ) {
            self.type = type
            self.modifiers = modifiers
            self.text = text
            self.code = code
            self.key = key
            self.windowsVirtualKeyCode = windowsVirtualKeyCode
            self.nativeVirtualKeyCode = nativeVirtualKeyCode
            self.commands = commands
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Input.insertText](https://chromedevtools.github.io/devtools-protocol/tot/Input/#method-insertText)
    public struct InsertText: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Input.insertText"
        /// `text`
        public var text: String

        /// Takes the values as they go on the wire.
        public init(text: String) {
            self.text = text
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }
}
