// SPDX-License-Identifier: Apache-2.0
// Written by protocol-generator from protocol.json and subset.txt: change those, not this file.
// swift-format-ignore-file

/// The [Emulation](https://chromedevtools.github.io/devtools-protocol/tot/Emulation) domain.
public enum Emulation {
    /// [Emulation.setDeviceMetricsOverride](https://chromedevtools.github.io/devtools-protocol/tot/Emulation/#method-setDeviceMetricsOverride)
    public struct SetDeviceMetricsOverride: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Emulation.setDeviceMetricsOverride"
        /// `width`
        public var width: Int
        /// `height`
        public var height: Int
        /// `deviceScaleFactor`
        public var deviceScaleFactor: Double
        /// `mobile`
        public var mobile: Bool

        /// Takes the values as they go on the wire.
        public init(width: Int, height: Int, deviceScaleFactor: Double, mobile: Bool) {
            self.width = width
            self.height = height
            self.deviceScaleFactor = deviceScaleFactor
            self.mobile = mobile
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Emulation.setLocaleOverride](https://chromedevtools.github.io/devtools-protocol/tot/Emulation/#method-setLocaleOverride)
    public struct SetLocaleOverride: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Emulation.setLocaleOverride"
        /// `locale`
        public var locale: String?

        /// Takes the values as they go on the wire.
        public init(locale: String? = nil) {
            self.locale = locale
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Emulation.setTimezoneOverride](https://chromedevtools.github.io/devtools-protocol/tot/Emulation/#method-setTimezoneOverride)
    public struct SetTimezoneOverride: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Emulation.setTimezoneOverride"
        /// `timezoneId`
        public var timezoneId: String

        /// Takes the values as they go on the wire.
        public init(timezoneId: String) {
            self.timezoneId = timezoneId
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Emulation.setFocusEmulationEnabled](https://chromedevtools.github.io/devtools-protocol/tot/Emulation/#method-setFocusEmulationEnabled)
    public struct SetFocusEmulationEnabled: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Emulation.setFocusEmulationEnabled"
        /// `enabled`
        public var enabled: Bool

        /// Takes the values as they go on the wire.
        public init(enabled: Bool) {
            self.enabled = enabled
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }
}
