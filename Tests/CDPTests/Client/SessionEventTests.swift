// SPDX-License-Identifier: Apache-2.0
import CDP
import Testing
import Vocabulary

@Suite struct SessionEventTests {
    private let soon = Deadline.after(.seconds(60))
    private let tabID = CDPSessionID(rawValue: "S1")
    private let attached =
        #"{"method":"Target.attachedToTarget","params":{"sessionId":"S1","waitingForDebugger":false,"targetInfo":{"targetId":"#
        + #""T1","type":"page","title":"","url":"","attached":true}}}"#

    private func loaded(_ time: Int) -> String {
        #"{"method":"Page.loadEventFired","params":{"timestamp":\#(time)},"sessionId":"S1"}"#
    }

    @Test("what comes after the call that subscribes is in the stream, of that session only")
    func subscription() async throws {
        try await FakeTransport.withConnection { connection, fake in
            fake.receive(loaded(0))
            let events = connection.session(tabID).events()
            fake.receive(#"{"method":"Page.loadEventFired","params":{"timestamp":7},"sessionId":"S2"}"#)
            fake.receive(loaded(1))
            fake.receive(#"{"method":"Page.frameStoppedLoading","params":{"frameId":"F"},"sessionId":"S1"}"#)
            fake.drop()
            var seen: [String] = []
            for try await event in events {
                seen.append(event.method)
                if let fired = try event.decode(Page.LoadEventFired.self) { #expect(fired.timestamp == 1) }
                #expect(try event.decode(Page.FrameDetached.self) == nil)
            }
            #expect(seen == ["Page.loadEventFired", "Page.frameStoppedLoading"])
        }
    }

    @Test(
        "a reader that is too slow gets what was kept, then the error, and holds up neither answers nor other readers"
    )
    func overflow() async throws {
        try await FakeTransport.withConnection { connection, fake in
            let slow = connection.session(tabID).events(limit: 2)
            let other = connection.session(tabID).events()
            let pending = try connection.session(tabID).enqueue(Target.AttachToTarget(targetId: "A"), deadline: soon)
            for time in 0..<5 { fake.receive(loaded(time)) }
            fake.receive(#"{"id":2,"result":{"sessionId":"first"},"sessionId":"S1"}"#)
            for message in fake.sent {
                fake.receive(#"{"id":\#(message["id"]?.int ?? 0),"result":{"sessionId":"first"},"sessionId":"S1"}"#)
            }
            #expect(try await pending.value.sessionId == "first")
            var kept = 0
            let error = await failure { for try await _ in slow { kept += 1 } }
            #expect(kept == 2)
            #expect(error?.reason == .eventOverflow)
            #expect(error?.method == "Page.loadEventFired")
            var all = 0
            fake.drop()
            for try await _ in other { all += 1 }
            #expect(all == 5)
        }
    }

    @Test("cancelling a reader that waits ends its stream")
    func cancelledReader() async throws {
        try await FakeTransport.withConnection { connection, _ in
            let events = connection.browser.events()
            let reader = Task { for try await _ in events {} }
            reader.cancel()
            try await reader.value
        }
    }

    @Test("a detached session fails its calls, ends its streams, and refuses what comes later; others go on")
    func detached() async throws {
        try await FakeTransport.withConnection { connection, fake in
            let tab = connection.session(tabID)
            let events = tab.events()
            let lost = try tab.enqueue(Page.Reload(), deadline: soon)
            let kept = try connection.browser.enqueue(Target.AttachToTarget(targetId: "A"), deadline: soon)
            fake.receive(#"{"method":"Target.detachedFromTarget","params":{"sessionId":"S1","targetId":"T1"}}"#)
            let error = await failure { try await lost.value }
            #expect(error?.reason == .targetDetached)
            #expect(error?.method == "Page.reload")
            for try await _ in events { Issue.record("no event was sent") }
            #expect(await failure { try tab.enqueue(Page.Reload(), deadline: soon) }?.reason == .targetDetached)
            for try await _ in tab.events() { Issue.record("no event was sent") }
            for message in fake.sent where message["method"] == "Target.attachToTarget" {
                fake.receive(#"{"id":\#(message["id"]?.int ?? 0),"result":{"sessionId":"first"}}"#)
            }
            #expect(try await kept.value.sessionId == "first")
        }
    }

    @Test("a crash told on the session fails its calls, and the session lives on for a reload")
    func crashedSession() async throws {
        try await FakeTransport.withConnection(log: ["renderer gone"]) { connection, fake in
            let tab = connection.session(tabID)
            let lost = try tab.enqueue(Runtime.Evaluate(expression: "1"), deadline: soon)
            fake.receive(#"{"method":"Inspector.targetCrashed","params":{},"sessionId":"S1"}"#)
            let error = await failure { try await lost.value }
            #expect(error?.reason == .targetCrashed)
            #expect(error?.method == "Runtime.evaluate")
            #expect(error?.browserLog == ["renderer gone"])
            _ = try tab.enqueue(Page.Reload(), deadline: soon)
        }
    }

    @Test("a crash told of the target fails the calls of the sessions attached to it")
    func crashedTarget() async throws {
        try await FakeTransport.withConnection { connection, fake in
            fake.receive(attached)
            let lost = try connection.session(tabID).enqueue(Page.Reload(), deadline: soon)
            fake.receive(
                #"{"method":"Target.targetCrashed","params":{"targetId":"T1","status":"crashed","errorCode":11}}"#
            )
            #expect(await failure { try await lost.value }?.reason == .targetCrashed)
        }
    }
}
