// SPDX-License-Identifier: Apache-2.0
import CDP
import Foundation
import Glibc
import Testing
import Vocabulary

extension Live {
    @Suite struct Calls {
        private var soon: Deadline { .after(.seconds(20)) }

        @Test("a command reaches a real browser and its answer is decoded")
        func version() async throws {
            try await TestBrowser.withConnection { connection, _ in
                let version = try await connection.browser.send(Browser.GetVersion(), deadline: soon)
                #expect(version.product.contains("Chrome/"))
                #expect(version.protocolVersion == "1.3")
            }
        }

        @Test("a value of the page comes back as it is, with lone surrogates replaced")
        func evaluate() async throws {
            try await TestBrowser.withConnection { connection, _ in
                let tab = try await connection.newTab()
                let reply = try await tab.send(
                    Runtime.Evaluate(
                        expression: #"({n: 1.5, big: 2 ** 53, s: "ä\ud83d\ude00\ud800", l: [1, null, true]})"#,
                        returnByValue: true
                    ),
                    deadline: soon
                )
                #expect(
                    reply.result.value == [
                        "n": 1.5, "big": 9_007_199_254_740_992, "s": "ä😀\u{FFFD}", "l": [1, nil, true],
                    ]
                )
            }
        }

        @Test("messages of many megabytes go whole in both directions, and one behind them is not held up for good")
        func large() async throws {
            try await TestBrowser.withConnection { connection, _ in
                let tab = try await connection.newTab()
                let text = String(repeating: "0123456789abcdef", count: 128 * 1024)
                let sent = try tab.enqueue(
                    Runtime.Evaluate(expression: "'\(text)'.length", returnByValue: true),
                    deadline: soon
                )
                let received = try tab.enqueue(
                    Runtime.Evaluate(expression: "'xyz4'.repeat(2 * 1024 * 1024)", returnByValue: true),
                    deadline: soon
                )
                let small = try tab.enqueue(Runtime.Evaluate(expression: "1", returnByValue: true), deadline: soon)
                #expect(try await sent.value.result.value == 2_097_152)
                #expect(try await received.value.result.value?.string?.utf8.count == 8_388_608)
                #expect(try await small.value.result.value == 1)
            }
        }

        @Test("hundreds of calls of many tasks at once are each answered with their own answer")
        func concurrent() async throws {
            try await TestBrowser.withConnection { connection, _ in
                let tab = try await connection.newTab()
                let answers = try await withThrowingTaskGroup(of: (Int, Int?).self) { group in
                    for number in 0..<300 {
                        group.addTask {
                            let reply = try await tab.send(
                                Runtime.Evaluate(expression: "\(number) * 2", returnByValue: true),
                                deadline: .after(.seconds(20))
                            )
                            return (number, reply.result.value?.int)
                        }
                    }
                    return try await group.reduce(into: [Int: Int?]()) { $0[$1.0] = $1.1 }
                }
                #expect(answers.count == 300)
                #expect(answers.allSatisfy { $0.value == $0.key * 2 })
            }
        }

        @Test("tasks on the connection's own thread send, wait and outlive it, beside tasks elsewhere")
        func executor() async throws {
            try await TestBrowser.withConnection { connection, browser in
                let tab = try await connection.newTab()
                async let elsewhere = sum(of: 50, in: tab)
                let here = try await withTaskExecutorPreference(connection.executor) {
                    try await withThrowingTaskGroup(of: Int.self) { group in
                        for _ in 0..<4 { group.addTask { try await sum(of: 50, in: tab) } }
                        return try await group.reduce(0, +)
                    }
                }
                #expect(here == 4 * 1225)
                #expect(try await elsewhere == 1225)
                let error = await withTaskExecutorPreference(connection.executor) {
                    kill(browser.processID, SIGKILL)
                    await connection.waitUntilClosed()
                    await Task.yield()
                    return await failure { try await sum(of: 1, in: tab) }
                }
                #expect(error?.reason == .connectionLost)
            }
        }

        private func sum(of count: Int, in tab: CDPSession) async throws -> Int {
            var sum = 0
            for number in 0..<count {
                let command = Runtime.Evaluate(expression: "\(number)", returnByValue: true)
                sum += try await tab.send(command, deadline: .after(.seconds(20))).result.value?.int ?? 0
            }
            return sum
        }

        @Test("two connections to one browser live side by side, and the end of one leaves the other")
        func twoConnections() async throws {
            try await TestBrowser.withConnection { first, browser in
                let tab = try await first.newTab()
                try await CDPConnection.withConnection(to: browser.endpoint, deadline: soon) { second in
                    let targets = try await second.browser.send(Target.GetTargets(), deadline: soon).targetInfos
                    #expect(targets.contains { $0.type == "page" })
                }
                #expect(
                    try await tab.send(Runtime.Evaluate(expression: "3", returnByValue: true), deadline: soon).result
                        .value == 3
                )
            }
        }

        @Test("a new tab is held until it is let go, and its events come after its attachment")
        func autoAttach() async throws {
            try await TestBrowser.withConnection { connection, _ in
                let events = connection.browser.events()
                let root = connection.browser
                _ = try await root.send(
                    Target.SetAutoAttach(autoAttach: true, waitForDebuggerOnStart: true, flatten: true),
                    deadline: soon
                )
                let opened = try await root.send(Target.CreateTarget(url: "about:blank#new"), deadline: soon)
                for try await event in events {
                    guard let attached = try event.decode(Target.AttachedToTarget.self),
                        attached.targetInfo.targetId == opened.targetId
                    else { continue }
                    #expect(attached.waitingForDebugger)
                    let tab = connection.session(CDPSessionID(rawValue: attached.sessionId))
                    let tabEvents = tab.events()
                    _ = try tab.enqueue(Page.Enable(), deadline: soon)
                    _ = try await tab.send(Runtime.RunIfWaitingForDebugger(), deadline: soon)
                    _ = try await tab.send(Page.Navigate(url: "data:text/html,<title>t</title>"), deadline: soon)
                    for try await event in tabEvents {
                        if try event.decode(Page.FrameNavigated.self)?.frame.url.hasPrefix("data:") == true { return }
                    }
                }
                Issue.record("the streams ended early")
            }
        }

        @Test("a picture of the page comes through")
        func screenshot() async throws {
            try await TestBrowser.withConnection { connection, _ in
                let tab = try await connection.newTab()
                let picture = try await tab.send(Page.CaptureScreenshot(format: "png"), deadline: soon)
                let bytes = try #require(Data(base64Encoded: picture.data))
                #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            }
        }

        @Test("this browser still has everything that is used of its protocol")
        func subset() async throws {
            try await TestBrowser.with { browser in
                let description = try LoopbackSocket.get("/json/protocol", port: browser.endpoint.port)
                #expect(try ProtocolSubset.differences(in: description) == [])
            }
        }
    }
}
