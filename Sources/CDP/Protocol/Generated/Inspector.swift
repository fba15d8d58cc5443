// SPDX-License-Identifier: Apache-2.0
// Written by protocol-generator from protocol.json and subset.txt: change those, not this file.
// swift-format-ignore-file

/// The [Inspector](https://chromedevtools.github.io/devtools-protocol/tot/Inspector) domain.
public enum Inspector {
    /// [Inspector.enable](https://chromedevtools.github.io/devtools-protocol/tot/Inspector/#method-enable)
    public struct Enable: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Inspector.enable"

        /// Takes the values as they go on the wire.
        public init() {}

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Inspector.targetCrashed](https://chromedevtools.github.io/devtools-protocol/tot/Inspector/#event-targetCrashed)
    public struct TargetCrashed: CDPEventParameters {
        /// The event's name on the wire.
        public static let method = "Inspector.targetCrashed"
    }

    /// [Inspector.detached](https://chromedevtools.github.io/devtools-protocol/tot/Inspector/#event-detached)
    public struct Detached: CDPEventParameters {
        /// The event's name on the wire.
        public static let method = "Inspector.detached"
        /// `reason`
        public let reason: String
    }
}
