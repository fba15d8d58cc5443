// SPDX-License-Identifier: Apache-2.0
import CDP
import Foundation
import Glibc
import Testing
import Vocabulary

extension Live {
    @Suite struct Faults {
        private var soon: Deadline { .after(.seconds(20)) }

        @Test("nobody at the address is told with the address")
        func nobody() async throws {
            let endpoint = try WebSocketEndpoint(parsing: "ws://127.0.0.1:1/devtools")
            let error = await failure { try await CDPConnection.withConnection(to: endpoint, deadline: soon) { _ in } }
            #expect(error?.reason == .connectionFailed)
            #expect(error?.message.contains("ws://127.0.0.1:1/devtools") == true)
        }

        @Test("a path that the browser does not have is told, and nothing hangs")
        func wrongPath() async throws {
            try await TestBrowser.with { browser in
                let endpoint = try WebSocketEndpoint(
                    parsing: "ws://127.0.0.1:\(browser.endpoint.port)/devtools/nothing"
                )
                let error = await failure {
                    try await CDPConnection.withConnection(to: endpoint, deadline: soon) { _ in }
                }
                #expect(error?.reason == .connectionFailed)
            }
        }

        @Test("a listener that never answers is given up at the deadline")
        func silence() async throws {
            let listener = try LoopbackSocket.listening()
            defer { listener.close() }
            let endpoint = try WebSocketEndpoint(parsing: "ws://127.0.0.1:\(listener.port)/")
            let error = await failure {
                try await CDPConnection.withConnection(to: endpoint, deadline: .after(.milliseconds(50))) { _ in }
            }
            #expect(error?.reason == .connectionFailed)
            #expect(error?.message.contains("did not answer in time") == true)
        }

        @Test("a crash of the page fails its call in flight at once, and a reload brings the page back")
        func pageCrash() async throws {
            try await TestBrowser.withConnection { connection, _ in
                let tab = try await connection.newTab()
                let events = tab.events()
                _ = try await tab.send(Inspector.Enable(), deadline: soon)
                let hung = try tab.enqueue(
                    Runtime.Evaluate(expression: "new Promise(() => {})", awaitPromise: true),
                    deadline: .after(.seconds(600))
                )
                let crash = try tab.enqueue(Page.Crash(), deadline: .after(.seconds(600)))
                let error = await failure { try await hung.value }
                #expect(error?.reason == .targetCrashed)
                #expect(error?.method == "Runtime.evaluate")
                #expect(await failure { try await crash.value }?.reason == .targetCrashed)
                for try await event in events where event.method == Inspector.TargetCrashed.method { break }
                _ = try await tab.send(Page.Navigate(url: "about:blank"), deadline: soon)
                let reply = try await tab.send(
                    Runtime.Evaluate(expression: "6 * 7", returnByValue: true),
                    deadline: soon
                )
                #expect(reply.result.value == 42)
            }
        }

        @Test("a closed tab fails its call in flight at once and ends its stream")
        func closedTab() async throws {
            try await TestBrowser.withConnection { connection, _ in
                let tab = try await connection.newTab()
                let events = tab.events()
                let info = try await tab.send(Target.GetTargetInfo(), deadline: soon)
                let hung = try tab.enqueue(
                    Runtime.Evaluate(expression: "new Promise(() => {})", awaitPromise: true),
                    deadline: .after(.seconds(600))
                )
                _ = try await connection.browser.send(
                    Target.CloseTarget(targetId: info.targetInfo.targetId),
                    deadline: soon
                )
                for try await _ in events {}
                let error = await failure { try await hung.value }
                // The browser itself says that the page went, before it says that the session did.
                #expect(error?.reason == .targetDetached || error?.reason == .protocolError)
                #expect(await failure { try await tab.send(Page.Reload(), deadline: soon) }?.reason == .targetDetached)
            }
        }

        @Test("kill -9 of the browser fails every call at once with its method and the browser's last lines")
        func killed() async throws {
            try await TestBrowser.withConnection { connection, browser in
                let tab = try await connection.newTab()
                let events = connection.browser.events()
                let hung = try tab.enqueue(
                    Runtime.Evaluate(expression: "new Promise(() => {})", awaitPromise: true),
                    deadline: .after(.seconds(600))
                )
                kill(browser.processID, SIGKILL)
                let error = await failure { try await hung.value }
                #expect(error?.reason == .connectionLost)
                #expect(error?.method == "Runtime.evaluate")
                #expect(error?.browserLog.contains { $0.contains("DevTools listening on") } == true)
                for try await _ in events {}
                await connection.waitUntilClosed()
            }
        }

        @Test("a call that the page never answers fails at its deadline, and the next one is answered")
        func deadline() async throws {
            try await TestBrowser.withConnection { connection, _ in
                let tab = try await connection.newTab()
                let error = await failure {
                    try await tab.send(
                        Runtime.Evaluate(expression: "new Promise(() => {})", awaitPromise: true),
                        deadline: .after(.milliseconds(30))
                    )
                }
                #expect(error?.isTimeOut == true)
                _ = try await connection.browser.send(Browser.GetVersion(), deadline: soon)
            }
        }
    }
}
