// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Synchronization
internal import Vocabulary
internal import WebAddresses

/// What a tab tells becomes lines of the recording.
extension TabWatch {
    func write(_ one: FollowedTab) async throws {
        var document = one.tab.document
        var origin = one.tab.origin
        var frames = FrameNotes()
        var hasHeardChooser = false
        var isTraversedByPage = false
        var calls: [String: SentRequest] = [:]
        var isLeftByHand = false
        var lastDeed = -Double.infinity
        for try await event in one.events {
            if event.mayShowMore { pictures?.note(one.tab) }
            switch event {
            case .navigated(let navigation):
                document = navigation.document
                origin = (try? WebAddress(navigation.address))?.origin
                // Its frames went with the page, and its calls.
                if navigation.kind == .newDocument {
                    frames = FrameNotes()
                    calls = [:]
                }
                let cause = isTraversedByPage ? NavigationCause.traversal(of: navigation.cause) : navigation.cause
                isTraversedByPage = false
                isLeftByHand = false
                try navigated(
                    to: navigation.address,
                    document,
                    isNew: navigation.kind == .newDocument,
                    cause: cause,
                    one
                )
            case .loaded(let loaded): try append(.loaded, loaded, one)
            case .dialog(let dialog):
                let isTraversed = isTraversedByPage && dialog.kind == .beforeunload
                let isByPage = isTraversed || dialog.isRefused(soonAfter: lastDeed)
                try append(body(of: dialog, isByPage: isByPage), document, one)
                // Whoever stays goes through no history.
                if isTraversed, !dialog.isAccepted { isTraversedByPage = false }
            case .download(let name):
                try append(.download(name: hearing.withLock { $0.scrubber.scrubbed(text: name) }), document, one)
            case .fileChooserOpened(let chooser):
                await hear(chooser, one)
                hasHeardChooser = true
            case .reported(let report) where TabWatch.traversal(in: report) != nil:
                isTraversedByPage = TabWatch.traversal(in: report) == .page
            case .reported(let report) where TabWatch.isLeftByHand(in: report) != nil:
                isLeftByHand = TabWatch.isLeftByHand(in: report) == true
            case .reported(let report):
                guard try await write(report, &frames, &lastDeed, one) else { continue }
                guard hasHeardChooser else { return }
                // What the page told of the chooser may come after its last word: it gets another one.
                hasHeardChooser = false
                await askForLastWords(of: one.tab)
            case .framesChanged: await frames.notice(one.tab)
            case .frameNavigated(let frame, let document, let address):
                let isPaused = hearing.withLock(\.isPaused)
                try write(frames.move(frame, to: document, at: address, isPaused: isPaused), one)
                await frames.notice(one.tab)
            case .frameMoved(let frame, let address): frames.move(frame, to: address)
            case .signedIn(let answer):
                hearing.withLock { $0.scrubber.note(answer.password) }
                forgetPictures()
                try append(.signedIn(origin: answer.origin.text, user: answer.user), document, one)
            case .requestSent(let sent): calls[sent.id] = sent
            case .requestAnswered(let id, let status):
                if let sent = calls.removeValue(forKey: id) { try write(sent, status, of: origin, document, one) }
            case .closed where isLeftByHand && tabs.count > 1: try append(.tabClosed, document, one)
            case .crashed: try append(.lost(type: "the page crashed"), document, one)
            case .navigationRequested, .scriptsReady, .domReady, .networkQuiet, .closed, .signInAsked, .windowOpened,
                .pointedAt,
                .pointingCancelled:
                break
            }
        }
    }

    /// The most bytes of a call's address.
    private static let callAddressLimit = 2048

    /// A call is a line when it is answered, with the time at which it was sent.
    ///
    /// Only of what goes to the sites of the page and its frames, and without the query, which may hold whatever was
    /// typed; a page that sends without end fills no recording.
    private func write(
        _ sent: SentRequest,
        _ status: Int?,
        of page: WebOrigin?,
        _ document: DocumentID,
        _ one: FollowedTab
    ) throws {
        guard let address = try? WebAddress(sent.address),
            address.origin == page || one.tab.frames.contains(where: { $0.origin == address.origin })
        else { return }
        let plain = String(sent.address.prefix { $0 != "?" && $0 != "#" })
        guard plain.utf8.count <= TabWatch.callAddressLimit, hearing.withLock({ $0.takesCall() }) else { return }
        let body = RecordedEvent.Body.request(
            method: String(sent.method.prefix(10)),
            address: scrubbed(address: plain),
            status: status
        )
        try writer.append(at: sent.at, tab: one.tab.id, document: document, body)
    }

    func navigated(
        to address: String,
        _ document: DocumentID,
        isNew: Bool,
        cause: String?,
        _ one: FollowedTab
    ) throws {
        try append(.navigated(address: scrubbed(address: address), isNewDocument: isNew, cause: cause), document, one)
    }

    /// An address as it may be written down.
    func scrubbed(address: String) -> String { hearing.withLock { $0.scrubber.scrubbed(address: address) } }

    /// The field may stand in no document, where no listener of ours hears what is chosen.
    private func hear(_ chooser: FileChooser, _ one: FollowedTab) async {
        try? await one.tab.look("chooserOpened", at: chooser, deadline: .after(TabWatch.patience))
    }

    private func body(of dialog: DialogAnswered, isByPage: Bool) -> RecordedEvent.Body {
        let text = dialog.text ?? ""
        let (isSecret, message) = hearing.withLock { hearing in
            (
                dialog.isSecret || hearing.scrubber.isSecret(text),
                hearing.scrubber.scrubbed(words: RecordedDialog.line(dialog.message))
            )
        }
        return .dialog(
            RecordedDialog(
                kind: dialog.kind,
                isAccepted: dialog.isAccepted,
                text: isSecret ? nil : dialog.text,
                isSecret: isSecret,
                message: message.isEmpty ? nil : message,
                cause: isByPage ? NavigationCause.traversal : dialog.cause
            )
        )
    }

    /// What is known to be secret by now is on no picture.
    func forgetPictures() {
        pictures?.forget { text in hearing.withLock { $0.scrubber.isSecret(text) } }
    }

    func append(_ body: RecordedEvent.Body, _ document: DocumentID, _ one: FollowedTab) throws {
        guard !hearing.withLock(\.isPaused) else { return }
        try writer.append(at: now, tab: one.tab.id, document: document, body)
    }
}

extension DialogAnswered {
    /// Whether the page itself was about to go back or to close, and the person stayed.
    ///
    /// The browser tells whose doing it was only when the page goes; but nobody clicks in a page and asks the browser for
    /// another one at the same moment.
    fileprivate func isRefused(soonAfter deed: Double) -> Bool {
        guard kind == .beforeunload, !isAccepted, let askedAt else { return false }
        guard cause.map({ NavigationCause($0) == .history }) ?? true else { return false }
        return askedAt - deed < DialogAnswered.moment
    }

    /// How soon after a deed a dialog is the page's doing, in milliseconds.
    private static let moment = 500.0
}

extension TabEvent {
    /// Whether the page may look otherwise because of it, or a person has done something there.
    fileprivate var mayShowMore: Bool {
        switch self {
        case .navigated, .loaded, .reported, .frameNavigated, .networkQuiet: true
        case .navigationRequested, .scriptsReady, .domReady, .dialog, .download, .fileChooserOpened, .signInAsked,
            .signedIn, .requestSent, .requestAnswered, .windowOpened, .frameMoved, .framesChanged, .pointedAt,
            .pointingCancelled, .crashed, .closed:
            false
        }
    }
}
