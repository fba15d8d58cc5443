// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@Suite("A page that looks for our script and forges what a person does", .serialized)
struct ForgingTests {
    /// Looks for what a script of ours could leave in its world, and counts who touches what it has laid out.
    ///
    /// `found()` says what it has got.
    private static let spy = """
        <script>
        const before = new Set(Object.getOwnPropertyNames(window)); let touched = 0; const changes = [];
        const bait = (owner, name) => { const own = owner[name]; owner[name] = function (...all) { touched += 1; return own.apply(this, all); }; };
        bait(Element.prototype, 'getBoundingClientRect'); bait(Element.prototype, 'getAttribute'); bait(Element.prototype, 'querySelectorAll');
        bait(Document.prototype, 'elementFromPoint'); bait(Document.prototype, 'querySelectorAll'); bait(EventTarget.prototype, 'addEventListener');
        bait(Event.prototype, 'composedPath'); bait(Event.prototype, 'stopImmediatePropagation'); bait(Event.prototype, 'preventDefault');
        bait(JSON, 'stringify'); bait(JSON, 'parse'); bait(Array.prototype, 'map'); bait(Array, 'from'); bait(String.prototype, 'trim'); bait(Object, 'defineProperty');
        const call = (name, ...all) => { try { if (typeof window[name] === 'function') { changes.push('called ' + name); window[name](...all); } } catch (e) { changes.push('threw ' + name); } };
        const names = ['understudy', 'understudyReport', 'understudyReplay', 'understudyHosts', '__understudy', 'cdp', 'binding'];
        function found() {
          for (const name of names) if (name in window || name in document || name in document.documentElement) changes.push(name);
          for (const name of Object.getOwnPropertyNames(window)) if (!before.has(name) && name !== 'spoil') changes.push(name);
          return touched + ' ' + changes.join();
        }
        const observer = new MutationObserver((all) => { for (const one of all) changes.push(one.type + ' ' + one.target.nodeName); });
        window.onload = () => { touched = 0; observer.observe(document, { subtree: true, attributes: true, childList: true, characterData: true }); };
        </script>
        """

    /// Presses and types by itself whenever the person does, and calls what a script of ours might be called.
    private static let forge = """
        <script>
        function spoil() {
          for (const name of names) { call(name, JSON.stringify); call(name, '{"kind":"click","order":1,"at":1,"target":{}}'); call(name, '{"guard":1,"hit":true}'); }
          for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick', 'contextmenu'])
            for (const target of [evil, document, window]) target.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, isTrusted: true, clientX: 20, clientY: 300 }));
          for (const type of ['keydown', 'keypress', 'keyup']) field.dispatchEvent(new KeyboardEvent(type, { key: 'Enter', bubbles: true }));
          for (const type of ['input', 'change', 'beforeinput']) field.dispatchEvent(new InputEvent(type, { data: 'EVIL', bubbles: true }));
          evil.click();
        }
        addEventListener('pointerdown', (e) => { if (e.isTrusted) spoil(); }, true);
        addEventListener('keydown', (e) => { if (e.isTrusted) spoil(); }, true);
        </script>
        """

    private static func page(_ result: String) -> String {
        let looks = """
            <style>button, input { position: absolute; left: 10px; width: 200px; height: 60px } #look { top: 10px } #field { top: 100px } #evil { top: 280px }</style>
            <body><button id=look>Look</button><input id=field aria-label=Name><button id=evil>Evil</button></body>
            """
        return looks + spy + forge + "<script>look.onclick = (e) => { if (e.isTrusted) \(result) }</script>"
    }

    @Test("finds nothing, touches nothing, and none of it is written down")
    func forging() async throws {
        let deed = Deed("a fill and a click", page: Self.page("tell('found ' + found())"), told: ["found 0 "]) { hand in
            // By places, because whatever asks the page in its own world would be found.
            try await hand.drag(from: (50, 130), to: (50, 130), moves: 1)
            try await hand.type("Ada")
            try await hand.drag(from: (50, 40), to: (50, 40), moves: 1)
        }
        let redone = try await expectFaithful(deed)
        #expect(redone.actions == ["open", "fill", "click"], "\(redone.skill)")
        #expect(!redone.skill.contains("EVIL") && !redone.skill.contains("Evil"))
        #expect(redone.skill.contains("default: Ada"), "\(redone.skill)")
    }
}
