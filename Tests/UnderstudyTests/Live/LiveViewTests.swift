// SPDX-License-Identifier: Apache-2.0
import CDP
import Console
import ConsoleTesting
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite("The live view", .serialized)
struct LiveViewTests {
    private static let red = "<title>Red</title><body style='margin:0;background:#f00'>"

    /// A page that shows so many colours, one a frame, and stays green.
    private static let burst = """
        <body style='margin:0;background:#f00'><script>
        window.burst = (n) => { const step = () => { n -= 1;
          document.body.style.background = n > 0 ? (n % 2 ? '#00f' : '#f00') : '#0a0';
          if (n > 0) requestAnimationFrame(step); }; step(); };
        </script>
        """

    private func isGreen(_ colour: [Int]) -> Bool {
        colour.count == 3 && colour[0] < 40 && colour[1] > 120 && colour[2] < 40
    }

    @Test("a tab is listed, its pictures are numbered and name its document, and a page that stands still beats")
    func numbered() async throws {
        try await LiveStage.with(LiveViewTests.red) { stage in
            let reader = try await stage.read()
            let first = try await reader.picture()
            #expect(first.number >= 1)
            #expect(first.header["width"] == 1280 && first.header["height"] == 720)
            #expect(first.header["scale"]?.double == 1)
            let tabs: TabList = try await stage.appliance.get("/v1/tabs")
            let tab = try #require(tabs.tabs.first { $0.id == stage.tab })
            #expect(tab.front && tab.viewers == 1 && tab.title == "Red" && tab.recording == stage.recording.slug)
            #expect(tab.document.rawValue == first.document)
            let viewers: ViewerList = try await stage.appliance.get("/v1/viewers")
            #expect(viewers.viewers.map(\.kind) == [.frames] && viewers.viewers.first?.tab == stage.tab)
            var next = try await reader.next()
            while !next.isBeat { next = try await reader.next() }
            #expect(next.jpeg.isEmpty && next.document == first.document)
            _ = try await stage.evaluate("document.body.style.background = '#0a0'")
            let changed = try await reader.last()
            #expect(changed.number > first.number)
            #expect(isGreen(try await stage.colours(of: changed.jpeg, at: [(0.5, 0.5)])[0]))
        }
    }

    @Test("after a burst the last picture is the right one, however slow the viewer", arguments: [0, 100, 300])
    func bursts(delay: Int) async throws {
        try await LiveStage.with(LiveViewTests.burst) { stage in
            let reader = try await stage.read()
            _ = try await reader.picture()
            for length in [2, 7, 25] {
                _ = try await stage.evaluate("burst(\(length))")
                let last = try await reader.last(.milliseconds(delay))
                let colour = try await stage.colours(of: last.jpeg, at: [(0.5, 0.5)])[0]
                #expect(isGreen(colour), "\(length) frames, \(delay) ms: \(colour)")
            }
        }
    }

    @Test("a browser's image shows the last picture while the page stands still, opened by a ticket that is good once")
    func image() async throws {
        try await LiveStage.with(LiveViewTests.red) { stage in
            let ticket: StreamTicket = try await stage.appliance.post("/v1/tickets")
            let address = "http://127.0.0.1:\(stage.port)/v1/tabs/\(stage.tab)/stream?ticket=\(ticket.ticket)"
            try await stage.withOtherTab(address) { page in
                let look: @Sendable () async throws -> [Int] = {
                    let shot = try await page.send(
                        Page.CaptureScreenshot(format: "jpeg", quality: 90),
                        deadline: .after(.seconds(10))
                    )
                    let bytes = Array(Data(base64Encoded: shot.data) ?? Data())
                    return try await stage.colours(of: bytes, at: [(0.5, 0.5)])[0]
                }
                let deadline = Deadline.after(.seconds(20))
                var colour: [Int] = []
                // A page that is just being shown cannot be pictured yet.
                repeat { colour = (try? await look()) ?? [0, 0, 0] } while colour[0] < 200 && !deadline.hasPassed
                #expect(colour[0] > 200, "first \(colour)")
                _ = try await stage.evaluate("document.body.style.background = '#0a0'")
                // Sooner than the next beat, which shows it in any case.
                let soon = Deadline.after(.seconds(4))
                repeat { colour = try await look() } while !isGreen(colour) && !soon.hasPassed
                #expect(isGreen(colour), "last \(colour)")
            }
            let again = try RawConnection(port: stage.port)
            again.send(
                "GET /v1/tabs/\(stage.tab)/stream?ticket=\(ticket.ticket) HTTP/1.1\r\nHost: 127.0.0.1:\(stage.port)\r\n\r\n"
            )
            #expect(await again.read(until: "ticket_unknown")?.hasPrefix("HTTP/1.1 401") == true)
        }
    }

    @Test("a picture of the tab in front is there without a stream, as small as is asked for")
    func polling() async throws {
        try await LiveStage.with(LiveViewTests.red) { stage in
            for path in ["/v1/screenshot?width=320", "/v1/tabs/\(stage.tab)/screenshot?width=320"] {
                let jpeg = try await stage.appliance.bytes(path)
                let colour = try await stage.colours(of: jpeg, at: [(0.5, 0.5)])[0]
                #expect(colour[0] > 200 && colour[1] < 40)
                #expect(jpeg.count < 10_000)
            }
        }
    }

    @Test("a single picture beside a viewer is one of now, and changes nothing for the viewer")
    func single() async throws {
        try await LiveStage.with(LiveViewTests.red) { stage in
            let reader = try await stage.read("?width=640")
            let first = try await reader.last()
            for (style, isShown) in [("#0a0", true), ("#a00", false), ("#0a0", true)] {
                _ = try await stage.evaluate("document.body.style.background = '\(style)'; 1")
                let jpeg = try await stage.appliance.bytes("/v1/screenshot?width=1280")
                let colour = try await stage.colours(of: jpeg, at: [(0.5, 0.5)])[0]
                #expect(isGreen(colour) == isShown, "\(style): \(colour)")
            }
            let next = try await reader.last()
            #expect(next.header["width"] == first.header["width"] && first.header["width"] == 640)
        }
    }

    @Test("a picture of any size shows the part of the page that is in view")
    func scrolled() async throws {
        let page =
            "<body style='margin:0'><div style='height:1000px;background:#a00'></div>"
            + "<div style='height:2000px;background:#0a0'></div>"
        try await LiveStage.with(page) { stage in
            _ = try await stage.evaluate("scrollTo(0, 1200); 1")
            for query in ["", "?width=640"] {
                let jpeg = try await stage.appliance.bytes("/v1/screenshot\(query)")
                let colour = try await stage.colours(of: jpeg, at: [(0.5, 0.5)])[0]
                #expect(isGreen(colour), "\(query): \(colour)")
            }
            let slow = try await (try await stage.read("?fps=2&width=640")).picture()
            #expect(isGreen(try await stage.colours(of: slow.jpeg, at: [(0.5, 0.5)])[0]))
        }
    }

    @Test("a viewer that reads nothing is dropped, and meanwhile costs another one nothing")
    func stuck() async throws {
        let page =
            "<body><canvas id=c width=1200 height=650></canvas><script>const x = c.getContext('2d'); let n = 0;"
            + "const d = x.createImageData(1200, 650); (function f() { n += 1; for (let i = 0; i < d.data.length; i += 1)"
            + " d.data[i] = (i * n) % 251; x.putImageData(d, 0, 0); setTimeout(f, 50); })()</script>"
        try await LiveStage.with(page) { stage in
            let stuck = try RawConnection(port: stage.port)
            stuck.send(
                "GET /v1/tabs/\(stage.tab)/stream HTTP/1.1\r\nHost: 127.0.0.1:\(stage.port)\r\n"
                    + "Authorization: Bearer \(stage.token)\r\n\r\n"
            )
            let reader = try await stage.read()
            let deadline = Deadline.after(.seconds(40))
            var count = 0
            var kinds: [ViewerName.Kind] = [.mjpeg, .frames]
            while kinds.count == 2 || count < 10, !deadline.hasPassed {
                _ = try await reader.picture()
                count += 1
                if count > 5 {
                    let viewers: ViewerList = try await stage.appliance.get("/v1/viewers")
                    kinds = viewers.viewers.map(\.kind)
                }
            }
            #expect(kinds == [.frames])
            #expect(count > 50, "the other one got \(count) pictures meanwhile")
            withExtendedLifetime(stuck) {}
        }
    }

    @Test("two hundred viewers that come and go leave nothing behind")
    func passing() async throws {
        try await LiveStage.with(LiveViewTests.burst) { stage in
            for _ in 0..<20 { _ = try await (try await stage.read()).picture() }
            let before = try #require(ProcessMemory.of(stage.home))
            for _ in 0..<200 { _ = try await (try await stage.read()).picture() }
            let deadline = Deadline.after(.seconds(20))
            var left: ViewerList
            repeat {
                left = try await stage.appliance.get("/v1/viewers")
            } while !left.viewers.isEmpty && !deadline.hasPassed
            #expect(left.viewers.isEmpty)
            let after = try #require(ProcessMemory.of(stage.home))
            #expect(after.threads <= before.threads + 1, "\(before.threads) threads, then \(after.threads)")
            #expect(after.resident < before.resident + 12 << 20, "\(before.resident) bytes, then \(after.resident)")
        }
    }
}

/// What an appliance takes of the machine.
struct ProcessMemory {
    let resident: Int
    let threads: Int

    /// Of the appliance that serves a home.
    static func of(_ home: String) -> ProcessMemory? {
        guard let process = ProcessEntry.mentioning(home).first(where: { $0.command.contains("serve") }),
            let status = try? String(contentsOfFile: "/proc/\(process.id)/status", encoding: .utf8)
        else { return nil }
        let number: (String) -> Int? = { name in
            status.split(separator: "\n").first { $0.hasPrefix(name) }?.split(whereSeparator: \.isWhitespace)
                .dropFirst()
                .first.flatMap { Int($0) }
        }
        guard let resident = number("VmRSS:"), let threads = number("Threads:") else { return nil }
        return ProcessMemory(resident: resident << 10, threads: threads)
    }
}
