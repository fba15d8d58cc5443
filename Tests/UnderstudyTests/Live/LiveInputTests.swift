// SPDX-License-Identifier: Apache-2.0
import Console
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite("Input through the picture", .serialized)
struct LiveInputTests {
    /// A page that writes down what it hears.
    private static let page = """
        <body style='margin:0'><input id=field aria-label=Note style='position:absolute;left:100px;top:100px;width:300px;height:40px'>
        <button id=go style='position:absolute;left:100px;top:200px;width:100px;height:40px'>Next</button>
        <div style='position:absolute;top:2000px'>far</div>
        <script>window.heard = [];
        for (const type of ['pointerdown', 'pointermove', 'pointerup', 'click', 'dblclick', 'contextmenu', 'keydown', 'keyup', 'input',
          'compositionstart', 'compositionupdate', 'compositionend'])
          addEventListener(type, (e) => { heard.push([e.type, e.buttons ?? e.key ?? e.data, e.key, e.isTrusted, e.shiftKey].join(' '));
            if (e.type === 'contextmenu') e.preventDefault(); }, true);
        </script>
        """
    private static let field = (x: 250.0 / 1280, y: 120.0 / 720)
    private static let button = (x: 150.0 / 1280, y: 220.0 / 720)

    private static func click(
        _ place: (x: Double, y: Double),
        _ button: InputEvent.Button = .left,
        count: Int = 1
    ) -> [InputEvent] {
        [InputEvent(.move, x: place.x, y: place.y)]
            + (1...count)
            .flatMap { number in
                [
                    InputEvent(.down, x: place.x, y: place.y, button: button, buttons: button.bit, clicks: number),
                    InputEvent(.up, x: place.x, y: place.y, button: button, buttons: 0, clicks: number),
                ]
            }
    }

    private static func key(_ key: String, modifiers: Int = 0) -> [InputEvent] {
        [InputEvent.Kind.keyDown, .keyUp]
            .map { kind in
                var event = InputEvent(kind)
                event.key = key
                event.modifiers = modifiers
                return event
            }
    }

    private static func text(_ kind: InputEvent.Kind, _ text: String) -> InputEvent {
        var event = InputEvent(kind)
        event.text = text
        return event
    }

    @Test(
        "a person's letters, input method, emoji, paste, clicks, drag and wheel come to the page as from its own window"
    )
    func suite() async throws {
        try await LiveStage.with(LiveInputTests.page) { stage in
            let picture = try await (try await stage.read()).picture()
            let drive: @Sendable ([InputEvent]) async throws -> Void = { try await stage.drive($0, at: picture) }
            try await drive(Self.click(Self.field))
            try await drive(Self.key("a") + Self.key("B", modifiers: 8) + Self.key("Backspace"))
            try await stage.wait(for: "field.value === 'a'")
            try await drive([
                Self.text(.composition, "に"), Self.text(.composition, "にほ"), Self.text(.text, "日本"),
            ])
            try await stage.wait(for: "field.value === 'a日本'")
            try await drive([Self.text(.text, "🦊"), Self.text(.paste, " pasted")])
            try await stage.wait(for: "field.value === 'a日本🦊 pasted'")
            try await drive(Self.key("a", modifiers: 2) + Self.key("x"))
            try await stage.wait(for: "field.value === 'x'")
            let heard = try await stage.evaluate("heard.map((h) => h.split(' ')[0])").array?.compactMap(\.string) ?? []
            for type in ["compositionstart", "compositionupdate", "compositionend"] { #expect(heard.contains(type)) }
            try await drive(Self.click(Self.button, count: 2) + Self.click(Self.button, .right))
            try await stage.wait(
                for: "heard.some((h) => h.startsWith('dblclick')) && heard.some((h) => h.startsWith('contextmenu'))"
            )
            _ = try await stage.evaluate("heard.length = 0; 1")
            try await drive([
                InputEvent(.down, x: 0.5, y: 0.5, button: .left, clicks: 1), InputEvent(.move, x: 0.6, y: 0.6),
                InputEvent(.up, x: 0.6, y: 0.6, button: .left, clicks: 1),
            ])
            try await stage.wait(for: "heard.some((h) => h.startsWith('pointermove 1'))")
            var wheel = InputEvent(.wheel, x: 0.5, y: 0.5)
            wheel.dy = 240
            try await drive([wheel])
            try await stage.wait(for: "scrollY === 240")
            #expect(try await stage.evaluate("heard.every((h) => h.includes('true'))") == true)
        }
    }

    @Test("what is done through the picture is recorded like what is done in the window")
    func recorded() async throws {
        try await LiveStage.with(LiveInputTests.page) { stage in
            let picture = try await (try await stage.read()).picture()
            try await stage.drive(Self.click(Self.field) + [Self.text(.text, "tea")], at: picture)
            try await stage.drive(Self.click(Self.button), at: picture)
            try await stage.wait(for: "heard.filter((h) => h.startsWith('click')).length === 2")
            let stopped = try await stage.appliance.stopRecording(stage.recording.slug, by: .operator)
            let source = try #require(stopped.pending?.source, "\(stopped.notes)")
            #expect(source.contains("fill: ") && source.contains("tea"))
            #expect(source.contains("click: "))
        }
    }

    @Test("a click on a picture of a page that has gone is refused, and so is one on a picture that never was")
    func stale() async throws {
        try await LiveStage.with(LiveInputTests.page) { stage in
            let reader = try await stage.read()
            let old = try await reader.last()
            _ = try await stage.evaluate("location.reload(); 1")
            var fresh = try await reader.picture()
            while fresh.document == old.document { fresh = try await reader.picture() }
            for picture in [old, ReadPicture(header: ["number": 9999, "document": .string(fresh.document)], jpeg: [])] {
                await #expect { try await stage.drive(Self.click(Self.button), at: picture) } throws: { error in
                    (error as? CommandError)?.code == "stale_picture"
                }
            }
            #expect(try await stage.evaluate("heard.length") == 0)
            try await stage.drive(Self.click(Self.button), at: fresh)
            try await stage.wait(for: "heard.some((h) => h.startsWith('click'))")
        }
    }

    @Test("what follows in a batch on a click that leads to another page is not given to that one")
    func batchOfOnePage() async throws {
        // The page before is slow with keys, so that there are some left when it goes.
        let page = """
            <body style='margin:0'><button style='position:absolute;left:100px;top:200px;width:100px;height:40px'
            onclick="location.href = '/next'">Next</button><script>
            addEventListener('keydown', () => { const end = performance.now() + 10; while (performance.now() < end); });
            </script>
            """
        let next =
            "<title>next</title><script>let heard = 0; addEventListener('keydown', () => { heard += 1; });</script>"
        try await LiveStage.with(page, others: ["/next": .page(next)]) { stage in
            let picture = try await (try await stage.read()).picture()
            let keys = (1...120).flatMap { _ in Self.key("a") }
            await #expect { try await stage.drive(Self.click(Self.button) + keys, at: picture) } throws: { error in
                (error as? CommandError)?.code == "stale_picture"
            }
            try await stage.wait(for: "document.title === 'next'")
            // The one that is on its way at that very moment may come there.
            #expect(try await stage.evaluate("heard <= 1") == true)
        }
    }

    @Test("a page that is slow with every key gets all of a long batch, and nothing stays down")
    func slowPage() async throws {
        let page = """
            <body style='margin:0'><button style='position:absolute;left:100px;top:200px;width:100px;height:40px'>Next</button>
            <script>let heard = 0, ups = 0;
            addEventListener('keydown', () => { const end = performance.now() + 250; while (performance.now() < end); heard += 1; });
            addEventListener('keyup', () => { ups += 1; });</script>
            """
        try await LiveStage.with(page) { stage in
            let picture = try await (try await stage.read()).picture()
            try await stage.drive(Self.click(Self.button) + (1...20).flatMap { _ in Self.key("a") }, at: picture)
            try await stage.wait(for: "ups >= 20")
            #expect(try await stage.evaluate("heard + ' down, ' + ups + ' up'") == "20 down, 20 up")
        }
    }

    @Test("the kill switch refuses every batch, and what passes is in the log without a letter")
    func gate() async throws {
        try await LiveStage.with(LiveInputTests.page) { stage in
            let picture = try await (try await stage.read()).picture()
            try await stage.drive(Self.click(Self.field) + [Self.text(.text, "hush")], at: picture)
            let page: EventPage = try await stage.appliance.get("/v1/events?event=action_decided&limit=1000")
            let decided = page.events.filter { $0["extra"]?["actor"] == "person" }
            #expect(decided.last?["extra"]?["action"] == "move, down, up, text")
            #expect(!decided.contains { CanonicalJSON.text($0).contains("hush") })
            try await stage.appliance.setKillSwitch(true, by: .operator)
            for events in [Self.click(Self.button), [InputEvent(.move, x: 0.5, y: 0.5)]] {
                await #expect { try await stage.drive(events, at: picture) } throws: { error in
                    (error as? CommandError)?.code == "kill_switch"
                }
            }
            #expect(try await stage.evaluate("heard.filter((h) => h.startsWith('click')).length") == 1)
        }
    }

    @Test("what somebody held who went away comes up again, and clicks nothing")
    func vanished() async throws {
        try await LiveStage.with(LiveInputTests.page) { stage in
            do {
                let picture = try await (try await stage.read()).picture()
                var shift = InputEvent(.keyDown)
                shift.key = "Shift"
                shift.code = "ShiftLeft"
                try await stage.drive(
                    [shift, InputEvent(.down, x: Self.button.x, y: Self.button.y, button: .left, clicks: 1)],
                    at: picture
                )
                try await stage.wait(for: "heard.some((h) => h.startsWith('pointerdown'))")
            }
            try await stage.wait(for: "heard.some((h) => h.startsWith('keyup') && h.includes('Shift'))")
            try await stage.wait(for: "heard.some((h) => h.startsWith('pointerup'))")
            #expect(try await stage.evaluate("heard.some((h) => h.startsWith('click') && h.includes('go'))") == false)
        }
    }
}
