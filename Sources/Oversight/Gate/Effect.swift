// SPDX-License-Identifier: Apache-2.0
public import WebAddresses

/// What an action would do to the world outside the appliance: a closed set.
///
/// There is no effect that runs script.
public enum Effect: Sendable, Hashable {
    /// Load an address.
    case open(WebAddress)
    /// Give mouse or keyboard input to a page of an origin.
    case input(InputClass, on: WebOrigin)
    /// Type a secret into a page of an origin.
    case typeSecret(name: String, on: WebOrigin)
    /// Go back or forward.
    case history
    /// Load the same address again.
    case reload
    /// Close the tab.
    case closeTab
    /// Answer a dialog of the page.
    case answerDialog
    /// Take files that a page of an origin gives.
    case download(from: WebOrigin)
    /// Give files of this machine, by their absolute paths, to a page of an origin, with the input that it takes.
    case upload(files: [String], on: WebOrigin)
    /// Give files that a person sends along, so many, to a page of an origin: none of this machine is read.
    case handOver(files: Int, on: WebOrigin)

    /// The origin that it reaches, where it names one.
    public var origin: WebOrigin? {
        switch self {
        case .open(let address): address.origin
        case .input(_, let origin), .typeSecret(_, let origin), .download(let origin),
            .upload(_, let origin), .handOver(_, let origin):
            origin
        case .history, .reload, .closeTab, .answerDialog: nil
        }
    }

    /// A short word for the log.
    var word: String {
        switch self {
        case .open: "open"
        case .input(let kind, _): kind.rawValue
        case .typeSecret: "type_secret"
        case .history: "history"
        case .reload: "reload"
        case .closeTab: "close_tab"
        case .answerDialog: "answer_dialog"
        case .download: "download"
        case .upload: "upload"
        case .handOver: "hand_over_files"
        }
    }
}

/// What kind of input.
public enum InputClass: String, Sendable, Hashable {
    /// Mouse.
    case pointer
    /// Keys and text.
    case keyboard
}
