// SPDX-License-Identifier: Apache-2.0
import CDP
import Testing
import Vocabulary

@Suite struct ConnectionTests {
    private let soon = Deadline.after(.seconds(60))

    @Test("a command goes out with number, session, method and parameters, and its answer comes back decoded")
    func roundTrip() async throws {
        try await FakeTransport.withConnection { connection, fake in
            let tab = connection.session(CDPSessionID(rawValue: "S1"))
            let pending = try tab.enqueue(Page.Navigate(url: "https://shop.example/"), deadline: soon)
            #expect(
                fake.sent == [
                    [
                        "id": 1, "sessionId": "S1", "method": "Page.navigate",
                        "params": ["url": "https://shop.example/"],
                    ]
                ]
            )
            fake.receive(#"{"id":1,"result":{"frameId":"F","loaderId":"L"},"sessionId":"S1"}"#)
            let reply = try await pending.value
            #expect(reply.frameId == "F")
            #expect(reply.loaderId == "L")
            #expect(reply.errorText == nil)
        }
    }

    @Test(
        "commands are on the wire in the order of their calls before any is answered, and answers may come in another"
    )
    func pipelining() async throws {
        try await FakeTransport.withConnection { connection, fake in
            let first = try connection.browser.enqueue(Target.AttachToTarget(targetId: "A"), deadline: soon)
            let second = try connection.browser.enqueue(Target.AttachToTarget(targetId: "B"), deadline: soon)
            #expect(fake.sent.map { $0["params"]?["targetId"]?.string } == ["A", "B"])
            fake.receive(#"{"id":2,"result":{"sessionId":"second"}}"#)
            fake.receive(#"{"id":1,"result":{"sessionId":"first"}}"#)
            #expect(try await second.value.sessionId == "second")
            #expect(try await first.value.sessionId == "first")
        }
    }

    @Test("a refusal names the method and carries the browser's words, number and last log lines")
    func refusal() async throws {
        try await FakeTransport.withConnection { connection, fake in
            let pending = try connection.browser.enqueue(Page.Navigate(url: "x"), deadline: soon)
            fake.receive(#"{"id":1,"error":{"code":-32000,"message":"Cannot navigate to invalid URL"}}"#)
            let error = await failure { try await pending.value }
            #expect(error?.reason == .protocolError)
            #expect(error?.method == "Page.navigate")
            #expect(error?.protocolCode == -32000)
            #expect(error?.browserMessage == "Cannot navigate to invalid URL")
            #expect(error?.browserLog == ["last line"])
            #expect(
                error?.description
                    == """
                    The browser refused Page.navigate: Cannot navigate to invalid URL (-32000). [protocol_error]
                    The browser's last lines:
                      last line
                    """
            )
        }
    }

    @Test("a session that the browser does not know any more is a detached target")
    func unknownSession() async throws {
        try await FakeTransport.withConnection { connection, fake in
            let pending = try connection.browser.enqueue(Page.Enable(), deadline: soon)
            fake.receive(#"{"id":1,"error":{"code":-32001,"message":"Session with given id not found."}}"#)
            #expect(await failure { try await pending.value }?.reason == .targetDetached)
        }
    }

    @Test("an answer of another shape names the member and not its value")
    func wrongShape() async throws {
        try await FakeTransport.withConnection { connection, fake in
            let pending = try connection.browser.enqueue(Page.Navigate(url: "x"), deadline: soon)
            fake.receive(#"{"id":1,"result":{"frameId":{"hidden":"value"}}}"#)
            let error = await failure { try await pending.value }
            #expect(error?.reason == .answerUnreadable)
            #expect(error?.message.contains("'frameId'") == true)
            #expect(error?.description.contains("hidden") == false)
        }
    }

    @Test("a dropped socket fails every call at once, each with its own method and the browser's last lines")
    func drop() async throws {
        try await FakeTransport.withConnection(log: ["[FATAL] out of memory"]) { connection, fake in
            let first = try connection.browser.enqueue(Browser.GetVersion(), deadline: soon)
            let second = try connection.session(CDPSessionID(rawValue: "S")).enqueue(Page.Reload(), deadline: soon)
            fake.drop()
            let errors = [await failure { try await first.value }, await failure { try await second.value }]
            #expect(errors.map { $0?.method } == ["Browser.getVersion", "Page.reload"])
            #expect(errors.map { $0?.reason } == [.connectionLost, .connectionLost])
            #expect(errors.map { $0?.browserLog } == [["[FATAL] out of memory"], ["[FATAL] out of memory"]])
            await connection.waitUntilClosed()
            #expect(connection.isClosed)
            #expect(
                await failure { try connection.browser.enqueue(Page.Enable(), deadline: soon) }?.reason
                    == .connectionLost
            )
        }
    }

    @Test("the end of the scope fails what it left behind")
    func scopeEnd() async throws {
        let fake = FakeTransport()
        let left = try await CDPConnection.withConnection(over: fake, named: "fake", deadline: soon) { connection in
            try connection.browser.enqueue(Browser.GetVersion(), deadline: soon)
        }
        #expect(await failure { try await left.value }?.reason == .connectionLost)
    }

    @Test("a call whose deadline passes fails with its method, and a late answer is ignored")
    func timeOut() async throws {
        try await FakeTransport.withConnection { connection, fake in
            let patient = try connection.browser.enqueue(Browser.GetVersion(), deadline: soon)
            let error = await failure {
                try await connection.browser.send(Page.StopLoading(), deadline: .after(.milliseconds(1)))
            }
            #expect(error?.isTimeOut == true)
            #expect(error?.method == "Page.stopLoading")
            #expect(error?.kind == .timedOut)
            for message in fake.sent where message["method"] == "Page.stopLoading" {
                fake.receive(#"{"id":\#(message["id"]?.int ?? 0),"result":{}}"#)
            }
            fake.receive(
                #"{"id":1,"result":{"protocolVersion":"1.3","product":"p","revision":"r","userAgent":"u","jsVersion":"j"}}"#
            )
            #expect(try await patient.value.product == "p")
        }
    }

    @Test("a deadline that has passed already sends nothing")
    func deadlineInThePast() async throws {
        try await FakeTransport.withConnection { connection, fake in
            let past = Deadline(instant: .now - .seconds(1))
            let error = await failure { try connection.browser.enqueue(Page.Enable(), deadline: past) }
            #expect(error?.isTimeOut == true)
            #expect(fake.sent.isEmpty)
        }
    }

    @Test("a full mailbox refuses the command that does not fit, by name, and keeps no trace of it")
    func mailboxFull() async throws {
        try await FakeTransport.withConnection { connection, fake in
            fake.refuse(with: .mailboxFull(limit: 7))
            let error = await failure { try connection.browser.enqueue(Page.Enable(), deadline: soon) }
            #expect(error?.reason == .mailboxFull)
            #expect(error?.method == "Page.enable")
        }
    }

    @Test("cancelling the awaiting task gives the call up")
    func cancellation() async throws {
        try await FakeTransport.withConnection { connection, fake in
            let pending = try connection.browser.enqueue(Browser.GetVersion(), deadline: soon)
            let task = Task { try await pending.value }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            fake.receive(#"{"id":1,"result":{}}"#)
            await #expect(throws: CancellationError.self) { try await pending.value }
        }
    }

    @Test("what is no message, or an answer to nobody, disturbs nothing")
    func noise() async throws {
        try await FakeTransport.withConnection { connection, fake in
            let pending = try connection.browser.enqueue(Target.AttachToTarget(targetId: "A"), deadline: soon)
            for text in ["", "hello", "[]", "{\"id\":99,\"result\":{}}", "{\"id\":-1}", "{\"id\":1", "{}"] {
                fake.receive(text)
            }
            fake.receive(#"{"id":1,"result":{"sessionId":"first"}}"#)
            #expect(try await pending.value.sessionId == "first")
        }
    }
}
