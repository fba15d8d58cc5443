// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing
import Vocabulary

@Suite("Shadow roots", .serialized)
struct ShadowTests {
    private static let form = """
        <label>Name <input id=n></label><label>Size <select id=s><option>Small<option>Large</select></label>
        <label><input type=checkbox id=c> Gift</label><button>Put it in</button>
        """

    /// An element of the page's own that keeps a form in a root.
    private static func widget(_ mode: String, name: String = "shop-box", extra: String = "") -> String {
        """
        <script>
          class Box extends HTMLElement {
            constructor() {
              super();
              const root = this.attachShadow({ mode: '\(mode)' });
              root.innerHTML = `\(form)\(extra)`;
              const get = (id) => root.getElementById(id);
              root.querySelector('button').onclick = () => tell([get('n').value, get('s').value, get('c').checked].join());
              this.forTests = (selector) => root.querySelector(selector).getBoundingClientRect();
              this.choose = () => { get('s').focus(); };
            }
          }
          customElements.define('\(name)', Box);
        </script>
        """
    }

    /// A hand cannot look into a closed root either: it goes by the place.
    private static func fill(_ hand: Hand) async throws {
        try await hand.waitUntilKnown(roots: 1)
        try await hand.press("shop-box", "#n")
        try await hand.type("Ada")
        try await hand.press("shop-box", "#c")
        try await hand.press("shop-box", "button")
    }

    static let deeds: [Deed] = [
        Deed(
            "a form in an open root",
            page: "<shop-box></shop-box>" + widget("open"),
            told: ["Ada,Small,true"],
            act: fill
        ),
        Deed(
            "a form in a closed root",
            page: "<shop-box></shop-box>" + widget("closed"),
            told: ["Ada,Small,true"],
            act: fill
        ),
        Deed(
            "a list of options in an open root",
            page: "<shop-box></shop-box>" + widget("open"),
            told: [",Large,false"]
        ) { hand in
            try await hand.press("shop-box", "#n")
            try await hand.evaluate("document.querySelector('shop-box').choose()")
            try await hand.press("l", text: "l")
            try await hand.press("shop-box", "button")
        },
        Deed(
            "a closed root that a script puts into a plain element late",
            page: """
                <button id=more onclick="setTimeout(() => {
                  const d = document.createElement('div'); d.id = 'late'; const r = d.attachShadow({ mode: 'closed' });
                  r.innerHTML = '<button>Inside</button>'; r.querySelector('button').onclick = () => tell('inside');
                  d.forTests = (s) => r.querySelector(s).getBoundingClientRect(); document.body.append(d) }, 200)">More</button>
                """,
            told: ["inside"]
        ) { hand in
            try await hand.click("#more")
            try await hand.wait("document.querySelector('#late')")
            try await hand.waitUntilKnown(roots: 1)
            try await hand.press("#late", "button")
        },
        Deed(
            "a closed root of an element that is made something of late",
            page: "<shop-box></shop-box><script>setTimeout(() => { document.body.append(later.content) }, 400)</script>"
                + "<template id=later>" + widget("closed") + "</template>",
            told: ["Ada,Small,true"],
            act: fill
        ),
        Deed(
            "a closed root in a closed root, with a slot",
            page: """
                <outer-box><button id=slotted onclick="tell('slotted')">Slotted</button></outer-box>
                <script>
                  const put = (host, html) => { const r = host.attachShadow({ mode: 'closed' }); r.innerHTML = html; return r; };
                  const outer = document.querySelector('outer-box');
                  const root = put(outer, '<p>Outer</p><slot></slot><inner-box></inner-box>');
                  const inner = put(root.querySelector('inner-box'), '<button>Deep</button>');
                  inner.querySelector('button').onclick = () => tell('deep');
                  outer.forTests = () => inner.querySelector('button').getBoundingClientRect();
                </script>
                """,
            told: ["deep", "slotted"]
        ) { hand in
            try await hand.waitUntilKnown(roots: 2)
            try await hand.press("outer-box", "button")
            try await hand.click("#slotted")
        },
    ]

    @Test("what is done in it is done again", arguments: deeds)
    func faithful(_ deed: Deed) async throws { try await expectFaithful(deed) }

    @Test("a page cannot tell that somebody looks into its closed roots")
    func unseen() async throws {
        let page = """
            <shop-box></shop-box>\(Self.widget("closed"))
            <script>
              const own = Element.prototype.attachShadow;
              addEventListener('click', () => tell([document.querySelector('shop-box').shadowRoot === null,
                Element.prototype.attachShadow === own, /native code/.test(Element.prototype.attachShadow),
                Object.keys(window).some((key) => /understudy/i.test(key)), 'understudyHosts' in window].join()), { once: true });
            </script>
            """
        let deed = Deed("a click", page: page, told: [",Small,false", "true,true,true,false,false"]) { hand in
            try await hand.waitUntilKnown(roots: 1)
            try await hand.press("shop-box", "button")
        }
        try await expectFaithful(deed)
    }
}

extension Hand {
    /// Clicks the middle of something in a root that the page keeps to itself, where its host says that it lies.
    fileprivate func press(_ host: String, _ inner: String) async throws {
        let box = try await evaluate(
            "(() => { const b = document.querySelector('\(host)').forTests('\(inner)'); return { x: b.x + b.width / 2, y: b.y + b.height / 2 } })()"
        )
        let point = (box["x"]?.double ?? -1, box["y"]?.double ?? -1)
        try await drag(from: point, to: point, moves: 1)
    }
}
