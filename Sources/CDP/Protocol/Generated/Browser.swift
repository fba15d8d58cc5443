// SPDX-License-Identifier: Apache-2.0
// Written by protocol-generator from protocol.json and subset.txt: change those, not this file.
// swift-format-ignore-file

/// The [Browser](https://chromedevtools.github.io/devtools-protocol/tot/Browser) domain.
public enum Browser {
    /// [Browser.getVersion](https://chromedevtools.github.io/devtools-protocol/tot/Browser/#method-getVersion)
    public struct GetVersion: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Browser.getVersion"

        /// Takes the values as they go on the wire.
        public init() {}

        /// What comes back.
        public struct Reply: Decodable, Sendable {
            /// `protocolVersion`
            public let protocolVersion: String
            /// `product`
            public let product: String
            /// `revision`
            public let revision: String
            /// `userAgent`
            public let userAgent: String
        }
    }

    /// [Browser.close](https://chromedevtools.github.io/devtools-protocol/tot/Browser/#method-close)
    public struct Close: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Browser.close"

        /// Takes the values as they go on the wire.
        public init() {}

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Browser.crash](https://chromedevtools.github.io/devtools-protocol/tot/Browser/#method-crash)
    public struct Crash: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Browser.crash"

        /// Takes the values as they go on the wire.
        public init() {}

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }
}
