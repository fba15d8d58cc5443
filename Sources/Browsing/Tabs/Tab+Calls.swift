// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

extension Tab {
    /// How long to wait before a call is made again.
    private static let pause = Duration.milliseconds(10)

    /// Calls what the browser does only while a document stands in the tab, and again when one was just making room for
    /// the next.
    ///
    /// Such a refusal has done nothing, and no event tells when it is over.
    func callPage<Command: CDPCommand>(_ command: Command, deadline: Deadline) async throws -> Command.Reply {
        while true {
            do {
                return try await session.send(command, deadline: deadline)
            } catch let error as CDPError where error.isBetweenDocuments && !deadline.hasPassed {
                try await Task.sleep(for: Tab.pause)
            }
        }
    }
}
