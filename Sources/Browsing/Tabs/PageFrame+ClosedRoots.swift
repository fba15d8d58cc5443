// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

extension PageFrame {
    /// The function with which a page's script tells that it saw elements that may hold a closed shadow root.
    static let hostsBinding = "understudyHosts"

    /// Gives the scripts in a document the closed shadow roots of those elements, which only the browser can look into.
    ///
    /// The page cannot tell. What is not found is not acted on, and what is not answered is asked for again, so an error
    /// here needs no word.
    func adoptClosedRoots() async {
        let deadline = Deadline.after(.seconds(5))
        guard let world = try? await world(document: nil, deadline: deadline) else { return }
        let loop = CorrelationID.new().rawValue
        do {
            while let host = try await nextHost(in: world, for: loop, deadline) {
                let node = try await world.session.send(
                    DOM.DescribeNode(objectId: host, pierce: true),
                    deadline: deadline
                )
                if let root = node.node.shadowRoots?.first(where: { $0.shadowRootType == "closed" }) {
                    try await adopt(root.backendNodeId, of: host, in: world, deadline)
                }
                try world.session.enqueue(Runtime.ReleaseObject(objectId: host), deadline: deadline).discard()
            }
        } catch {}
    }

    private func nextHost(in world: TabState.World, for loop: String, _ deadline: Deadline) async throws -> String? {
        let command = Runtime.CallFunctionOn.function(
            "function(loop) { return understudy.nextSuspect(loop); }",
            .string(loop),
            in: world,
            byValue: false
        )
        return try await answer(to: command, in: world, deadline: deadline).result.objectId
    }

    private func adopt(_ root: Int, of host: String, in world: TabState.World, _ deadline: Deadline) async throws {
        let resolved = try await world.session.send(
            DOM.ResolveNode(backendNodeId: root, executionContextId: world.number),
            deadline: deadline
        )
        guard let object = resolved.object.objectId else { return }
        let command = Runtime.CallFunctionOn(
            functionDeclaration: "function(root) { understudy.adopt(this, root); }",
            objectId: host,
            arguments: [Runtime.CallArgument(objectId: object)]
        )
        _ = try await answer(to: command, in: world, deadline: deadline)
        try world.session.enqueue(Runtime.ReleaseObject(objectId: object), deadline: deadline).discard()
    }
}
