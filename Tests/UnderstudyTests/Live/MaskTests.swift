// SPDX-License-Identifier: Apache-2.0
import Console
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite("Secrets in the live view", .serialized)
struct MaskTests {
    private static let style =
        "position:absolute;left:40px;width:400px;height:40px;font:24px monospace;border:0;outline:0"
    private static let boxes = Rectangle(x: 40, y: 0, width: 400, height: 40)

    /// Two fields with a text each: one that holds a secret by its name, and one that does not.
    private static let page = """
        <body style='margin:0'><input id=plain style='\(style);top:100px'>
        <input id=secret name=card_number style='\(style);top:200px'>
        <div id=written contenteditable aria-label='Access token' style='\(style);top:300px'></div>
        <script>window.put = (t) => { plain.value = t; secret.value = t; written.textContent = t; };
        document.body.append(Object.assign(document.createElement('iframe'), { src: location.href.replace('shop.', 'pay.') + 'in',
          style: '\(style);top:400px;height:100px' }));</script>
        """
    private static let inner =
        "<body style='margin:0'><input id=inner autocomplete=cc-number style='width:400px;height:40px;"
        + "font:24px monospace;border:0;outline:0'><script>onmessage = (e) => { inner.value = e.data; };</script>"

    private static func place(_ top: Double) -> Rectangle { Rectangle(x: 40, y: top, width: 400, height: 40) }

    @Test("their letters are in no picture, in the page, in a frame of another site and in a field that comes later")
    func hidden() async throws {
        try await LiveStage.with(MaskTests.page, others: ["/in": .page(MaskTests.inner)]) { stage in
            try await stage.wait(for: "document.querySelector('iframe') !== null")
            let reader = try await stage.read()
            _ = try await reader.last()
            let first = try await show("iiiiiiii", stage, reader)
            let second = try await show("WWWWWWWW", stage, reader)
            for (name, top, isHidden) in [
                ("plain", 100.0, false), ("card", 200, true), ("token", 300, true), ("frame", 400, true),
            ] {
                let before = try await stage.greys(of: first.jpeg, in: MaskTests.place(top))
                let after = try await stage.greys(of: second.jpeg, in: MaskTests.place(top))
                #expect(before.contains { $0 < 15 }, "\(name) shows something")
                let difference = zip(before, after).filter { abs($0 - $1) > 6 }.count
                #expect((difference < 20) == isHidden, "\(name): \(difference) pixels differ")
            }
        }
    }

    @Test("the page cannot tell that it is watched by any of its elements or style sheets")
    func unseen() async throws {
        try await LiveStage.with(MaskTests.page, others: ["/in": .page(MaskTests.inner)]) { stage in
            let look =
                "JSON.stringify([document.documentElement.outerHTML, document.styleSheets.length, "
                + "document.adoptedStyleSheets.length, document.getAnimations().length, Object.keys(window).length])"
            let before = try await stage.evaluate(look)
            let reader = try await stage.read()
            _ = try await reader.last()
            #expect(try await stage.evaluate(look) == before)
            #expect(try await stage.evaluate("getComputedStyle(secret).webkitTextSecurity") == "disc")
        }
    }

    @Test("a password that its page shows as text stays hidden, also in a page that comes later")
    func flipped() async throws {
        let page = "<body style='margin:0'><input id=field type=password style='\(MaskTests.style);top:100px'>"
        try await LiveStage.with(page) { stage in
            let reader = try await stage.read()
            _ = try await reader.last()
            for round in 0..<2 {
                var seen: [[Int]] = []
                for text in ["iiiiiiii", "WWWWWWWW"] {
                    _ = try await stage.evaluate("field.type = 'text'; field.value = '\(text)'; \(mark(text)); 1")
                    let jpeg = try await reader.last().jpeg
                    seen.append(try await stage.greys(of: jpeg, in: MaskTests.place(100)))
                }
                let difference = zip(seen[0], seen[1]).filter { abs($0 - $1) > 6 }.count
                #expect(difference < 20, "round \(round): \(difference) pixels differ")
                _ = try await stage.evaluate("location.reload(); 1")
                _ = try await reader.last()
            }
        }
    }

    @Test("a field that its page moves, or takes out and puts back, stays hidden", arguments: ["field", "host"])
    func moved(what: String) async throws {
        let page = """
            <body style='margin:0'><div id=one></div><div id=two></div><script>
            const style = '\(MaskTests.style);top:100px';
            const field = Object.assign(document.createElement('input'), { name: 'card_number', style });
            const host = document.createElement('div');
            if ('\(what)' === 'host') host.attachShadow({ mode: 'open' }).append(field);
            const moved = '\(what)' === 'host' ? host : field;
            one.append(moved);
            </script>
            """
        try await LiveStage.with(page) { stage in
            let reader = try await stage.read()
            _ = try await reader.last()
            for deed in [
                "two.append(moved)", "moved.remove(); await new Promise(requestAnimationFrame); one.append(moved)",
            ] {
                var seen: [[Int]] = []
                for text in ["iiiiiiii", "WWWWWWWW"] {
                    _ = try await stage.evaluate(
                        "(async () => { \(deed); field.value = '\(text)'; \(mark(text)); return 1; })()"
                    )
                    seen.append(try await stage.greys(of: try await reader.last().jpeg, in: MaskTests.place(100)))
                }
                #expect(seen[0].contains { $0 < 15 }, "the field shows something")
                let difference = zip(seen[0], seen[1]).filter { abs($0 - $1) > 6 }.count
                #expect(difference < 20, "\(deed): \(difference) pixels differ")
            }
        }
    }

    @Test("a page of many style sheets with a secret field is shown")
    func manySheets() async throws {
        let page = """
            <head>\(String(repeating: "<style>p { margin: 0 }</style>", count: 400))</head>
            <body style='margin:0'><input id=field type=password style='\(MaskTests.style);top:100px'>
            """
        try await LiveStage.with(page) { stage in
            let reader = try await stage.read()
            for text in ["iiiiiiii", "WWWWWWWW"] {
                _ = try await stage.evaluate("field.value = '\(text)'; \(mark(text)); 1")
                let greys = try await stage.greys(of: try await reader.last().jpeg, in: MaskTests.place(100))
                #expect(greys.contains { $0 < 15 }, "the field shows something")
            }
        }
    }

    @Test("a field that comes later in a shadow root is hidden before anybody touches it", arguments: [true, false])
    func inShadowRoot(isThere: Bool) async throws {
        let page = """
            <body style='margin:0'><div id=host></div><script>
            window.put = (t) => { const root = host.shadowRoot || host.attachShadow({ mode: 'open' });
              root.innerHTML = `<div><input name=card_number value='${t}' style='\(MaskTests.style);top:100px'></div>`; };
            if (\(isThere)) host.attachShadow({ mode: 'open' });
            </script>
            """
        try await LiveStage.with(page) { stage in
            let reader = try await stage.read()
            _ = try await reader.last()
            var seen: [[Int]] = []
            for text in ["iiiiiiii", "WWWWWWWW"] {
                // A root that is new comes with a host that is new: nothing tells of one that is put on an old host.
                let fresh =
                    "var host = document.createElement('div'); document.querySelector('#host').replaceWith(host); "
                let call = "put('\(text)'); host.id = 'host'; \(mark(text)); 1"
                _ = try await stage.evaluate(isThere ? call : fresh + call)
                seen.append(try await stage.greys(of: try await reader.last().jpeg, in: MaskTests.place(100)))
            }
            #expect(seen[0].contains { $0 < 15 }, "the field shows something")
            let difference = zip(seen[0], seen[1]).filter { abs($0 - $1) > 6 }.count
            #expect(difference < 20, "\(difference) pixels differ")
        }
    }

    /// Dots look like dots, and a picture like the last one is none: what tells them apart stands elsewhere.
    private func mark(_ text: String) -> String {
        "document.body.style.background = '\(text == "iiiiiiii" ? "#fff" : "#ffd")'"
    }

    private func show(_ text: String, _ stage: LiveStage, _ reader: LiveReader) async throws -> ReadPicture {
        _ = try await stage.evaluate(
            "put('\(text)'); document.querySelector('iframe').contentWindow.postMessage('\(text)', '*'); 1"
        )
        return try await reader.last()
    }
}
