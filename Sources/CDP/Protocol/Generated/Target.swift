// SPDX-License-Identifier: Apache-2.0
// Written by protocol-generator from protocol.json and subset.txt: change those, not this file.
// swift-format-ignore-file

/// The [Target](https://chromedevtools.github.io/devtools-protocol/tot/Target) domain.
public enum Target {
    /// [Target.setAutoAttach](https://chromedevtools.github.io/devtools-protocol/tot/Target/#method-setAutoAttach)
    public struct SetAutoAttach: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Target.setAutoAttach"
        /// `autoAttach`
        public var autoAttach: Bool
        /// `waitForDebuggerOnStart`
        public var waitForDebuggerOnStart: Bool
        /// `flatten`
        public var flatten: Bool?
        /// `filter`
        public var filter: [Target.FilterEntry]?

        /// Takes the values as they go on the wire.
        public init(
            autoAttach: Bool,
            waitForDebuggerOnStart: Bool,
            flatten: Bool? = nil,
            filter: [Target.FilterEntry]? = nil
        ) {
            self.autoAttach = autoAttach
            self.waitForDebuggerOnStart = waitForDebuggerOnStart
            self.flatten = flatten
            self.filter = filter
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Target.createTarget](https://chromedevtools.github.io/devtools-protocol/tot/Target/#method-createTarget)
    public struct CreateTarget: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Target.createTarget"
        /// `url`
        public var url: String
        /// `browserContextId`
        public var browserContextId: String?
        /// `newWindow`
        public var newWindow: Bool?

        /// Takes the values as they go on the wire.
        public init(url: String, browserContextId: String? = nil, newWindow: Bool? = nil) {
            self.url = url
            self.browserContextId = browserContextId
            self.newWindow = newWindow
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
            /// `targetId`
            public let targetId: String
        }
    }

    /// [Target.closeTarget](https://chromedevtools.github.io/devtools-protocol/tot/Target/#method-closeTarget)
    public struct CloseTarget: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Target.closeTarget"
        /// `targetId`
        public var targetId: String

        /// Takes the values as they go on the wire.
        public init(targetId: String) {
            self.targetId = targetId
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Target.createBrowserContext](https://chromedevtools.github.io/devtools-protocol/tot/Target/#method-createBrowserContext)
    public struct CreateBrowserContext: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Target.createBrowserContext"
        /// `disposeOnDetach`
        public var disposeOnDetach: Bool?

        /// Takes the values as they go on the wire.
        public init(disposeOnDetach: Bool? = nil) {
            self.disposeOnDetach = disposeOnDetach
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
            /// `browserContextId`
            public let browserContextId: String
        }
    }

    /// [Target.disposeBrowserContext](https://chromedevtools.github.io/devtools-protocol/tot/Target/#method-disposeBrowserContext)
    public struct DisposeBrowserContext: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Target.disposeBrowserContext"
        /// `browserContextId`
        public var browserContextId: String

        /// Takes the values as they go on the wire.
        public init(browserContextId: String) {
            self.browserContextId = browserContextId
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Target.attachToTarget](https://chromedevtools.github.io/devtools-protocol/tot/Target/#method-attachToTarget)
    public struct AttachToTarget: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Target.attachToTarget"
        /// `targetId`
        public var targetId: String
        /// `flatten`
        public var flatten: Bool?

        /// Takes the values as they go on the wire.
        public init(targetId: String, flatten: Bool? = nil) {
            self.targetId = targetId
            self.flatten = flatten
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
            /// `sessionId`
            public let sessionId: String
        }
    }

    /// [Target.detachFromTarget](https://chromedevtools.github.io/devtools-protocol/tot/Target/#method-detachFromTarget)
    public struct DetachFromTarget: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Target.detachFromTarget"
        /// `sessionId`
        public var sessionId: String?

        /// Takes the values as they go on the wire.
        public init(sessionId: String? = nil) {
            self.sessionId = sessionId
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Target.getTargets](https://chromedevtools.github.io/devtools-protocol/tot/Target/#method-getTargets)
    public struct GetTargets: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Target.getTargets"

        /// Takes the values as they go on the wire.
        public init() {}

        /// What comes back.
        public struct Reply: Decodable, Sendable {
            /// `targetInfos`
            public let targetInfos: [Target.TargetInfo]
        }
    }

    /// [Target.activateTarget](https://chromedevtools.github.io/devtools-protocol/tot/Target/#method-activateTarget)
    public struct ActivateTarget: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Target.activateTarget"
        /// `targetId`
        public var targetId: String

        /// Takes the values as they go on the wire.
        public init(targetId: String) {
            self.targetId = targetId
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Target.attachedToTarget](https://chromedevtools.github.io/devtools-protocol/tot/Target/#event-attachedToTarget)
    public struct AttachedToTarget: CDPEventParameters {
        /// The event's name on the wire.
        public static let method = "Target.attachedToTarget"
        /// `sessionId`
        public let sessionId: String
        /// `targetInfo`
        public let targetInfo: Target.TargetInfo
        /// `waitingForDebugger`
        public let waitingForDebugger: Bool
    }

    /// [Target.detachedFromTarget](https://chromedevtools.github.io/devtools-protocol/tot/Target/#event-detachedFromTarget)
    public struct DetachedFromTarget: CDPEventParameters {
        /// The event's name on the wire.
        public static let method = "Target.detachedFromTarget"
        /// `sessionId`
        public let sessionId: String
    }

    /// [Target.TargetInfo](https://chromedevtools.github.io/devtools-protocol/tot/Target/#type-TargetInfo)
    public struct TargetInfo: Codable, Sendable {
        /// `targetId`
        public var targetId: String
        /// `type`
        public var type: String
        /// `url`
        public var url: String
        /// `browserContextId`
        public var browserContextId: String?

        /// Takes the values as they go on the wire.
        public init(targetId: String, type: String, url: String, browserContextId: String? = nil) {
            self.targetId = targetId
            self.type = type
            self.url = url
            self.browserContextId = browserContextId
        }
    }

    /// [Target.FilterEntry](https://chromedevtools.github.io/devtools-protocol/tot/Target/#type-FilterEntry)
    public struct FilterEntry: Codable, Sendable {
        /// `exclude`
        public var exclude: Bool?
        /// `type`
        public var type: String?

        /// Takes the values as they go on the wire.
        public init(exclude: Bool? = nil, type: String? = nil) {
            self.exclude = exclude
            self.type = type
        }
    }
}
