// SPDX-License-Identifier: Apache-2.0
import ConsoleTesting
import Foundation
import Testing
import Vocabulary

@testable import Console

@Suite("Streams of pictures")
struct PictureStreamTests {
    private func open(_ console: TestConsole, _ path: String, _ headers: [String]? = nil, room: Int32? = nil) throws
        -> RawConnection
    {
        let connection = try RawConnection(port: console.port, room: room)
        let lines = try headers ?? console.headers("operator")
        connection.send("GET \(path) HTTP/1.1\r\n\(lines.joined(separator: "\r\n"))\r\n\r\n")
        return connection
    }

    @Test("each part of an image is followed at once by the next one's headers, and says no length")
    func parts() async throws {
        try await withConsole { console in
            let picture = MemoryAppliance.picture(0x41, bytes: 6)
            console.appliance.show(ListedPictures([.picture(picture), .beat]))
            let text = String(decoding: await (try open(console, "/v1/tabs/tab_1/stream")).readToEnd(), as: UTF8.self)
            #expect(text.contains("multipart/x-mixed-replace; boundary=understudy"))
            #expect(text.lowercased().contains("x-accel-buffering: no"))
            let part = "AAAA\r\n--understudy\r\nContent-Type: image/jpeg\r\n\r\n\r\n"
            #expect(text.components(separatedBy: part).count == 3, "a picture, and the same again as a sign of life")
            #expect(text.components(separatedBy: "\r\n\r\n").dropFirst().joined().contains("ontent-Length") == false)
        }
    }

    @Test("numbered pictures stand behind their length, and a beat has none")
    func numbered() async throws {
        try await withConsole { console in
            console.appliance.show(ListedPictures([.beat, .picture(MemoryAppliance.picture(7, bytes: 9)), .beat]))
            let bytes = await (try open(console, "/v1/tabs/tab_1/frames")).readToEnd()
            let header =
                #"{"beat":false,"document":"doc_1","drawn":null,"height":1,"jpeg":9,"number":7,"scale":1,"width":2}"#
            let beat = header.replacing("false", with: "true").replacing("\"jpeg\":9", with: "\"jpeg\":0")
            let length: (String) -> [UInt8] = { [0, 0, 0, UInt8($0.utf8.count)] + Array($0.utf8) }
            let first = length(header) + MemoryAppliance.picture(7, bytes: 9).jpeg
            #expect(bytes.firstRange(of: first) != nil)
            #expect(bytes.firstRange(of: length(beat)) != nil)
        }
    }

    @Test("a viewer that reads nothing is given no picture beyond what the kernel holds, and then cut off")
    func stuck() async throws {
        let feed = ListedPictures([], then: .picture(MemoryAppliance.picture(1, bytes: 200_000)))
        try await withConsole { console in
            console.appliance.show(feed)
            let stuck = try open(console, "/v1/tabs/tab_1/stream", room: 65_536)
            try await withDeadline(.after(.seconds(60)), waitingFor: "the viewer to be cut off") {
                await feed.untilLeft()
            }
            // What the kernel keeps for both ends, 384 KiB, and the two pictures that a viewer may have.
            #expect((2..<8).contains(feed.count), "\(feed.count) pictures of 200 kB were taken")
            withExtendedLifetime(stuck) {}
        }
    }

    @Test("a ticket opens one stream, once, and only while it is good")
    func tickets() async throws {
        try await withConsole { console in
            let issued = try JSONText.parse(try await console.request("POST", "/v1/tickets").body)
            let ticket = try #require(issued["ticket"]?.string)
            let path = "/v1/tabs/tab_1/frames?ticket=\(ticket)"
            let host = try console.headers(nil)
            #expect(
                String(decoding: await (try open(console, path, host)).readToEnd(), as: UTF8.self)
                    .hasPrefix("HTTP/1.1 200")
            )
            let again = try #require(await (try open(console, path, host)).read(until: "}}"))
            #expect(again.hasPrefix("HTTP/1.1 401") && again.contains("ticket_unknown"))
            let other = try #require(await (try open(console, "/v1/tabs?ticket=\(ticket)", host)).read(until: "}}"))
            #expect(other.hasPrefix("HTTP/1.1 401") && other.contains("token_required"))
        }
        let folder = "/tmp/tickets-\(UInt32.random(in: .min ... .max))"
        let access = try ConsoleAccess(folder: folder, ticketLifetime: .zero)
        let late = try access.issueTicket()
        #expect(throws: ConsoleError.self) { try access.useTicket(late.ticket) }
    }

    @Test(
        "input that is none is refused before the appliance sees it",
        arguments: [
            #"{"type":"move","x":1.5,"y":0}"#, #"{"type":"down","x":0,"y":0}"#, #"{"type":"key_down"}"#,
            #"{"type":"text"}"#,
            #"{"type":"leap"}"#, #"{"type":"wheel","x":0,"y":0,"dy":1e9}"#,
        ]
    )
    func wrongInput(event: String) async throws {
        try await withConsole { console in
            let body = "{\"frame\":1,\"document\":\"d\",\"events\":[\(event)]}"
            let reply = try await console.request("POST", "/v1/tabs/tab_1/input", body: body, type: "application/json")
            #expect(reply.status == 400 && reply.body.contains("body_invalid"), "\(reply.body)")
            #expect(console.appliance.calls.isEmpty)
        }
    }

    @Test("a batch has a bound")
    func bound() async throws {
        try await withConsole { console in
            let many = Array(repeating: #"{"type":"move","x":0,"y":0}"#, count: 257).joined(separator: ",")
            let body = "{\"frame\":1,\"document\":\"d\",\"events\":[\(many)]}"
            let reply = try await console.request("POST", "/v1/tabs/tab_1/input", body: body, type: "application/json")
            #expect(reply.status == 400 && console.appliance.calls.isEmpty)
        }
    }
}
