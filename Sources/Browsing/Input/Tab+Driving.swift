// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Oversight
internal import Synchronization
public import Vocabulary

extension Tab {
    /// The document that a picture of this tab showed; nil when it is none of the last ones.
    public func document(ofPicture number: Int) -> DocumentID? { pictures.withLock { $0.document(of: number) } }

    /// Gives a person's input to the page.
    ///
    /// - Parameters:
    ///   - events: in order; places are shares of the page's width and height.
    ///   - held: what the person holds down already.
    ///   - document: the document that they are meant for.
    ///   - deadline: when to stop waiting for the page to have dealt with it; a slow batch has a few seconds more. A page
    ///     that shows a dialog deals with nothing until that is answered; what was sent is given to it then.
    ///   - given: is told each event that the page was given, whatever comes then, also one that lets go of something.
    /// - Throws: ``BrowsingError`` with `stale_picture` when another document is shown by now, `permit_mismatch`.
    public func drive(
        _ events: [InputEvent],
        held: HeldInput,
        document: DocumentID,
        permit: Permit,
        deadline: Deadline,
        given: (InputEvent) -> Void = { _ in }
    ) async throws {
        if isCrashed { throw crashedError }
        if isClosed { throw closedError }
        guard self.document == document else { throw Tab.stalePicture }
        guard let origin, permit.allowsInput(on: origin) else { throw mismatch }
        touched.withLock { $0 = .now }
        try await send(
            events,
            held: held,
            deadline: deadline,
            while: { [self] in self.document == document },
            given: given
        )
    }

    /// Gives input to the page that nothing follows: what is still held down at its end comes up, also when it fails.
    ///
    /// - Throws: as ``drive(_:held:document:permit:deadline:given:)``.
    public func driveWhole(
        _ events: [InputEvent],
        document: DocumentID,
        permit: Permit,
        deadline: Deadline
    ) async throws {
        var held = HeldInput()
        do {
            try await drive(events, held: held, document: document, permit: permit, deadline: deadline) {
                held.note($0)
            }
        } catch {
            if !held.isEmpty { try? await letGo(held, permit: permit, deadline: deadline) }
            throw error
        }
        if !held.isEmpty { try await letGo(held, permit: permit, deadline: deadline) }
    }

    /// Lets go of what a person holds down who is not there any more.
    ///
    /// - Parameter permit: the one under which it went down; it counts also when it was taken back.
    public func letGo(_ held: HeldInput, permit: Permit, deadline: Deadline) async throws {
        guard permit.wasForInput else { throw mismatch }
        try await send(held.release, held: held, deadline: deadline, while: { true }, given: { _ in })
    }

    private func send(
        _ events: [InputEvent],
        held: HeldInput,
        deadline: Deadline,
        while isMeant: @Sendable () -> Bool,
        given: (InputEvent) -> Void
    ) async throws {
        do {
            let commands = DrivingCommands(session: session, viewport: viewport, deadline: deadline)
            try await commands.send(events, held: held, while: isMeant, given: given)
        } catch let error as CDPError where error.isTargetGone {
            throw closedError
        }
    }

    /// What is answered to input for a page that is not shown any more.
    public static var stalePicture: BrowsingError {
        BrowsingError(
            code: .stalePicture,
            message: "The page has gone to another document since this picture: look at the new one first."
        )
    }
}
