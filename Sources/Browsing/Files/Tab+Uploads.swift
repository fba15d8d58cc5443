// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Oversight
public import Vocabulary
public import WebAddresses

extension Tab {
    /// Gives files to the field that a chooser was opened for, as
    /// [DOM.setFileInputFiles](https://chromedevtools.github.io/devtools-protocol/tot/DOM/#method-setFileInputFiles) does.
    ///
    /// - Throws: ``BrowsingError`` with `document_gone` when the page went away meanwhile, `permit_mismatch` when the
    ///   permit is for other files or another origin.
    public func give(
        _ files: [StagedUpload],
        to chooser: FileChooser,
        permit: Permit,
        deadline: Deadline
    ) async throws {
        let place = PageFrame(tab: self, id: chooser.frame)
        try place.requireUpload(files, permit, document: chooser.document)
        let command = DOM.SetFileInputFiles(files: files.map(\.path), backendNodeId: chooser.node)
        try await place.send(command, in: chooser.session, deadline)
    }

    /// The chooser of files that waits for a person; nil when none does.
    public var chooser: FileChooser? { state.openChooser }

    /// Gives files that a person sent along to the chooser that they saw.
    ///
    /// - Throws: ``BrowsingError`` with `chooser_unasked` when it does not wait, `document_gone` or `permit_mismatch`.
    public func handOver(
        _ files: [StagedUpload],
        to number: Int,
        permit: Permit,
        deadline: Deadline
    ) async throws {
        guard let chooser = state.openChooser, chooser.number == number else { throw Tab.noChooser }
        let place = PageFrame(tab: self, id: chooser.frame)
        try place.requireUpload(files, permit, document: chooser.document)
        let command = DOM.SetFileInputFiles(files: files.map(\.path), backendNodeId: chooser.node)
        try await place.send(command, in: chooser.session, deadline)
        _ = update {
            if $0.openChooser?.number == number { $0.forgetChooser() }
            return nil
        }
    }

    /// The origin of the page or frame whose chooser waits; nil when none does.
    public var chooserOrigin: WebOrigin? {
        state.openChooser.flatMap { PageFrame(tab: self, id: $0.frame).origin }
    }

    /// What is said when files come to no chooser.
    public static var noChooser: BrowsingError {
        BrowsingError(
            code: .chooserUnasked,
            message: "This chooser does not wait for files: click what opens the page's chooser first."
        )
    }

    /// Calls a function of our scripts with the field that a chooser was opened for.
    public func look(_ function: String, at chooser: FileChooser, deadline: Deadline) async throws {
        let place = PageFrame(tab: self, id: chooser.frame)
        let world = try await place.world(document: chooser.document, deadline: deadline)
        let node = try await chooser.session.send(
            DOM.ResolveNode(backendNodeId: chooser.node, executionContextId: world.number),
            deadline: deadline
        )
        _ = try await chooser.session.send(
            Runtime.CallFunctionOn(
                functionDeclaration: "function() { understudy.\(function)(this); }",
                objectId: node.object.objectId,
                returnByValue: true
            ),
            deadline: deadline
        )
    }
}

extension PageFrame {
    /// Gives files to the field that a function of our scripts answers.
    ///
    /// - Returns: whether it answered one.
    public func give(
        _ files: [StagedUpload],
        toFieldOf function: String,
        _ argument: JSONValue,
        document: DocumentID,
        permit: Permit,
        deadline: Deadline
    ) async throws -> Bool {
        try requireUpload(files, permit, document: document)
        let world = try await world(document: document, deadline: deadline)
        let command = Runtime.CallFunctionOn.function(
            "function(argument) { return understudy.\(function)(argument); }",
            argument,
            in: world,
            byValue: false
        )
        let found = try await answer(to: command, in: world, deadline: deadline)
        guard let field = found.result.objectId else { return false }
        try await send(DOM.SetFileInputFiles(files: files.map(\.path), objectId: field), in: world.session, deadline)
        return true
    }

    fileprivate func send(
        _ command: DOM.SetFileInputFiles,
        in session: CDPSession,
        _ deadline: Deadline
    ) async throws {
        do {
            _ = try await session.send(command, deadline: deadline)
        } catch let error as CDPError where error.reason == .protocolError {
            throw BrowsingError(code: .documentGone, message: Tab.documentGone.message, cause: error)
        }
    }

    fileprivate func requireUpload(_ files: [StagedUpload], _ permit: Permit, document: DocumentID) throws {
        let state = tab.state
        guard state.place(id)?.document == document, !state.isClosed else { throw Tab.documentGone }
        let mismatch = BrowsingError(
            code: .permitMismatch,
            message: "The permit is for other files or another site than these, or was taken back."
        )
        guard let origin, !files.isEmpty, files.allSatisfy({ ($0.source == nil) == (files[0].source == nil) }) else {
            throw mismatch
        }
        let sources = files.compactMap(\.source)
        let effect: Effect =
            sources.isEmpty
            ? .handOver(files: files.count, on: origin) : .upload(files: sources, on: origin)
        try permit.require(effect, or: mismatch)
    }
}
