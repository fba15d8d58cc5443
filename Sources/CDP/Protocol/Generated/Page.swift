// SPDX-License-Identifier: Apache-2.0
// Written by protocol-generator from protocol.json and subset.txt: change those, not this file.
// swift-format-ignore-file

/// The [Page](https://chromedevtools.github.io/devtools-protocol/tot/Page) domain.
public enum Page {
    /// [Page.enable](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-enable)
    public struct Enable: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Page.enable"

        /// Takes the values as they go on the wire.
        public init() {}

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Page.navigate](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-navigate)
    public struct Navigate: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Page.navigate"
        /// `url`
        public var url: String

        /// Takes the values as they go on the wire.
        public init(url: String) {
            self.url = url
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
            /// `frameId`
            public let frameId: String
            /// `loaderId`
            public let loaderId: String?
            /// `errorText`
            public let errorText: String?
        }
    }

    /// [Page.reload](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-reload)
    public struct Reload: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Page.reload"
        /// `ignoreCache`
        public var ignoreCache: Bool?

        /// Takes the values as they go on the wire.
        public init(ignoreCache: Bool? = nil) {
            self.ignoreCache = ignoreCache
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Page.stopLoading](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-stopLoading)
    public struct StopLoading: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Page.stopLoading"

        /// Takes the values as they go on the wire.
        public init() {}

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Page.getFrameTree](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-getFrameTree)
    public struct GetFrameTree: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Page.getFrameTree"

        /// Takes the values as they go on the wire.
        public init() {}

        /// What comes back.
        public struct Reply: Decodable, Sendable {
            /// `frameTree`
            public let frameTree: Page.FrameTree
        }
    }

    /// [Page.getNavigationHistory](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-getNavigationHistory)
    public struct GetNavigationHistory: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Page.getNavigationHistory"

        /// Takes the values as they go on the wire.
        public init() {}

        /// What comes back.
        public struct Reply: Decodable, Sendable {
            /// `currentIndex`
            public let currentIndex: Int
            /// `entries`
            public let entries: [Page.NavigationEntry]
        }
    }

    /// [Page.navigateToHistoryEntry](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-navigateToHistoryEntry)
    public struct NavigateToHistoryEntry: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Page.navigateToHistoryEntry"
        /// `entryId`
        public var entryId: Int

        /// Takes the values as they go on the wire.
        public init(entryId: Int) {
            self.entryId = entryId
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Page.addScriptToEvaluateOnNewDocument](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-addScriptToEvaluateOnNewDocument)
    public struct AddScriptToEvaluateOnNewDocument: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Page.addScriptToEvaluateOnNewDocument"
        /// `source`
        public var source: String
        /// `worldName`
        public var worldName: String?
        /// `runImmediately`
        public var runImmediately: Bool?

        /// Takes the values as they go on the wire.
        public init(source: String, worldName: String? = nil, runImmediately: Bool? = nil) {
            self.source = source
            self.worldName = worldName
            self.runImmediately = runImmediately
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
            /// `identifier`
            public let identifier: String
        }
    }

    /// [Page.removeScriptToEvaluateOnNewDocument](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-removeScriptToEvaluateOnNewDocument)
    public struct RemoveScriptToEvaluateOnNewDocument: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Page.removeScriptToEvaluateOnNewDocument"
        /// `identifier`
        public var identifier: String

        /// Takes the values as they go on the wire.
        public init(identifier: String) {
            self.identifier = identifier
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Page.handleJavaScriptDialog](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-handleJavaScriptDialog)
    public struct HandleJavaScriptDialog: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Page.handleJavaScriptDialog"
        /// `accept`
        public var accept: Bool
        /// `promptText`
        public var promptText: String?

        /// Takes the values as they go on the wire.
        public init(accept: Bool, promptText: String? = nil) {
            self.accept = accept
            self.promptText = promptText
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Page.captureScreenshot](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-captureScreenshot)
    public struct CaptureScreenshot: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Page.captureScreenshot"
        /// `format`
        public var format: String?
        /// `quality`
        public var quality: Int?
        /// `optimizeForSpeed`
        public var optimizeForSpeed: Bool?

        /// Takes the values as they go on the wire.
        public init(format: String? = nil, quality: Int? = nil, optimizeForSpeed: Bool? = nil) {
            self.format = format
            self.quality = quality
            self.optimizeForSpeed = optimizeForSpeed
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
            /// `data`
            public let data: String
        }
    }

    /// [Page.bringToFront](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-bringToFront)
    public struct BringToFront: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Page.bringToFront"

        /// Takes the values as they go on the wire.
        public init() {}

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Page.crash](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-crash)
    public struct Crash: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Page.crash"

        /// Takes the values as they go on the wire.
        public init() {}

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Page.frameNavigated](https://chromedevtools.github.io/devtools-protocol/tot/Page/#event-frameNavigated)
    public struct FrameNavigated: CDPEventParameters {
        /// The event's name on the wire.
        public static let method = "Page.frameNavigated"
        /// `frame`
        public let frame: Page.Frame
    }

    /// [Page.navigatedWithinDocument](https://chromedevtools.github.io/devtools-protocol/tot/Page/#event-navigatedWithinDocument)
    public struct NavigatedWithinDocument: CDPEventParameters {
        /// The event's name on the wire.
        public static let method = "Page.navigatedWithinDocument"
        /// `frameId`
        public let frameId: String
        /// `url`
        public let url: String
        /// `navigationType`
        public let navigationType: String
    }

    /// [Page.frameRequestedNavigation](https://chromedevtools.github.io/devtools-protocol/tot/Page/#event-frameRequestedNavigation)
    public struct FrameRequestedNavigation: CDPEventParameters {
        /// The event's name on the wire.
        public static let method = "Page.frameRequestedNavigation"
        /// `frameId`
        public let frameId: String
        /// `reason`
        public let reason: String
        /// `url`
        public let url: String
    }

    /// [Page.frameStartedNavigating](https://chromedevtools.github.io/devtools-protocol/tot/Page/#event-frameStartedNavigating)
    public struct FrameStartedNavigating: CDPEventParameters {
        /// The event's name on the wire.
        public static let method = "Page.frameStartedNavigating"
        /// `frameId`
        public let frameId: String
        /// `url`
        public let url: String
        /// `loaderId`
        public let loaderId: String
        /// `navigationType`
        public let navigationType: String
    }

    /// [Page.domContentEventFired](https://chromedevtools.github.io/devtools-protocol/tot/Page/#event-domContentEventFired)
    public struct DomContentEventFired: CDPEventParameters {
        /// The event's name on the wire.
        public static let method = "Page.domContentEventFired"
        /// `timestamp`
        public let timestamp: Double
    }

    /// [Page.loadEventFired](https://chromedevtools.github.io/devtools-protocol/tot/Page/#event-loadEventFired)
    public struct LoadEventFired: CDPEventParameters {
        /// The event's name on the wire.
        public static let method = "Page.loadEventFired"
        /// `timestamp`
        public let timestamp: Double
    }

    /// [Page.javascriptDialogOpening](https://chromedevtools.github.io/devtools-protocol/tot/Page/#event-javascriptDialogOpening)
    public struct JavascriptDialogOpening: CDPEventParameters {
        /// The event's name on the wire.
        public static let method = "Page.javascriptDialogOpening"
        /// `url`
        public let url: String
        /// `message`
        public let message: String
        /// `type`
        public let type: String
    }

    /// [Page.javascriptDialogClosed](https://chromedevtools.github.io/devtools-protocol/tot/Page/#event-javascriptDialogClosed)
    public struct JavascriptDialogClosed: CDPEventParameters {
        /// The event's name on the wire.
        public static let method = "Page.javascriptDialogClosed"
        /// `result`
        public let result: Bool
    }

    /// [Page.Frame](https://chromedevtools.github.io/devtools-protocol/tot/Page/#type-Frame)
    public struct Frame: Codable, Sendable {
        /// `id`
        public var id: String
        /// `parentId`
        public var parentId: String?
        /// `loaderId`
        public var loaderId: String
        /// `url`
        public var url: String
        /// `urlFragment`
        public var urlFragment: String?
        /// `unreachableUrl`
        public var unreachableUrl: String?

        /// Takes the values as they go on the wire.
        public init(
            id: String,
            loaderId: String,
            url: String,
            parentId: String? = nil,
            urlFragment: String? = nil,
            unreachableUrl: String? = nil
        ) {
            self.id = id
            self.parentId = parentId
            self.loaderId = loaderId
            self.url = url
            self.urlFragment = urlFragment
            self.unreachableUrl = unreachableUrl
        }
    }

    /// [Page.FrameTree](https://chromedevtools.github.io/devtools-protocol/tot/Page/#type-FrameTree)
    public struct FrameTree: Codable, Sendable {
        /// `frame`
        public var frame: Page.Frame

        /// Takes the values as they go on the wire.
        public init(frame: Page.Frame) {
            self.frame = frame
        }
    }

    /// [Page.NavigationEntry](https://chromedevtools.github.io/devtools-protocol/tot/Page/#type-NavigationEntry)
    public struct NavigationEntry: Codable, Sendable {
        /// `id`
        public var id: Int
        /// `url`
        public var url: String

        /// Takes the values as they go on the wire.
        public init(id: Int, url: String) {
            self.id = id
            self.url = url
        }
    }
}
