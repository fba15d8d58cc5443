# SPDX-License-Identifier: Apache-2.0
"""Every page: at both widths, in light and dark, by the keyboard, for a screen reader, and how quickly it is there."""

import os
import unittest

from appliance import FILES, DashboardTest, expect
from axe_playwright_python.sync_playwright import Axe
from gate import Gate
from picture import Eyes

AXE = Axe()


class Looking(DashboardTest):
    """Looks at places of the dashboard, at one width and in one scheme."""

    def look(self, scheme, width, height):
        page = self.page(width=width, height=height, scheme=scheme)
        observe(page)
        for name, place in self.places.items():
            with self.subTest(page=name, scheme=scheme, width=width):
                self.stage.go(page, place)
                if name in self.shown:
                    expect(self.shown[name](page)).to_be_visible()
                over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if over > 0:
                    self.fail(f"{name} is {over} px wider than the window: " + str(page.evaluate(WIDEST)))
                self.picture(page, f"{name}-{scheme}-{width}")
                grave = [one for one in AXE.run(page).response["violations"] if one["impact"] in ("serious", "critical")]
                self.assertEqual([(one["id"], [node["html"][:160] for node in one["nodes"]][:4]) for one in grave], [])
        self.assertEqual(page.faults, [])


class AtEverySize:
    """Looks narrow and wide, in light and dark."""

    def test_narrow_and_light(self):
        self.look("light", 360, 760)

    def test_narrow_and_dark(self):
        self.look("dark", 360, 760)

    def test_wide_and_light(self):
        self.look("light", 1920, 1080)

    def test_wide_and_dark(self):
        self.look("dark", 1920, 1080)


class EveryPage(AtEverySize, Looking):
    # What has to be there before a page is looked at, where it comes later than the page.
    shown = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stage = cls.stage
        stage.keep_password()
        summary = stage.bring_demo_skill()
        stage.approve(summary)
        runs = [stage.run()["summary"]["id"], stage.run(answer="deny")["summary"]["id"]]
        changed = stage.call("GET", "/v1/skills/order-coffee")["source"].replace("description: Order coffee", "description: Order a coffee")
        pending = stage.call("POST", "/v1/skills", changed, "application/yaml")["summary"]
        stage.call("POST", "/v1/grants", {"origin": "https://intranet.example"})
        cls.places = {
            "now": "#/now", "teach": "#/teach", "skills": "#/skills", "skill": "#/skills/order-coffee",
            "review": f"#/review/order-coffee/{pending['sha256'][:12]}", "runs": "#/runs", "run": f"#/runs/{runs[0]}",
            "compare": f"#/compare/{runs[0]}/{runs[1]}", "observer": "#/observer", "log": "#/log", "settings": "#/settings",
        }

    def test_every_control_has_a_name_and_the_keyboard_reaches_it(self):
        page = self.page()
        for name, place in self.places.items():
            with self.subTest(page=name):
                self.stage.go(page, place)
                # What is drawn anew meanwhile has not been reached by then.
                self.reach(page)
                if page.evaluate(UNREACHED):
                    self.reach(page)
                self.assertEqual(page.evaluate(UNREACHED)[:5], [])

    def test_what_is_drawn_anew_keeps_the_focus_and_what_was_unfolded(self):
        page = self.page()
        self.stage.go(page, "#/skills")
        for focus, after in {"a": "a", "input": "input", "summary": "summary", "button": None, "label:last-of-type input": None}.items():
            with self.subTest(focus=focus):
                self.assertEqual(page.evaluate(DRAWN_ANEW, focus), [after, True, False])

    def reach(self, page):
        """Goes through a page by the keyboard, and marks what it comes to."""
        page.keyboard.press("Tab")
        page.locator("body").click(position={"x": 1, "y": 1})
        reached = set()
        for _ in range(320):
            page.keyboard.press("Tab")
            here = page.evaluate(HERE)
            if here is None or here in reached:
                return
            reached.add(here)

    def test_first_load_is_small_and_quick(self):
        context = self.stage.browser.new_context()
        self.addCleanup(context.close)
        page = context.new_page()
        page.goto(self.stage.link())
        expect(page.locator("main")).to_have_attribute("data-ready", "#/now")
        loaded = page.evaluate(LOADED)
        session = page.evaluate("sessionStorage.getItem('understudy.session')")
        times = []
        for _ in range(5):
            fresh = self.stage.browser.new_context()
            again = fresh.new_page()
            again.add_init_script(f"sessionStorage.setItem('understudy.session', {session!r})")
            again.add_init_script(READY)
            again.goto(self.stage.address + "/#/now")
            expect(again.locator("main")).to_have_attribute("data-ready", "#/now")
            times.append(again.evaluate("window.usableAt"))
            fresh.close()
        middle = sorted(times)[len(times) // 2]
        print(f"\nfirst load {loaded['bytes'] / 1000:.1f} kB in {loaded['files']} files; usable after {middle:.0f} ms (median of {len(times)}, best {min(times):.0f} ms)")
        self.assertLessEqual(loaded["bytes"], 150_000)
        # What a machine does that is busy with other things says nothing of the pages.
        self.assertLessEqual(min(times), 300 if os.getloadavg()[0] < os.cpu_count() else 5000)

    @unittest.skipIf(FILES, "the files come from the folder, not from the program")
    def test_what_has_come_is_not_sent_again(self):
        page = self.page()
        page.reload()
        expect(page.locator("main")).to_have_attribute("data-ready", "#/now")
        sent = page.evaluate("performance.getEntriesByType('resource').filter(e => e.name.includes('/assets/')).reduce((sum, e) => sum + e.transferSize, 0)")
        # Of each file its head only.
        self.assertLess(sent, 30_000)

    def test_an_unknown_thing_says_what_to_do(self):
        page = self.page()
        self.stage.go(page, "#/skills/no-such-skill")
        expect(page.locator(".note.bad")).to_contain_text("understudy skills")

    def test_without_a_session_it_says_how_to_come_in(self):
        context = self.stage.browser.new_context()
        self.addCleanup(context.close)
        page = context.new_page()
        page.goto(self.stage.address)
        expect(page.get_by_role("heading", name="Come in")).to_be_visible()
        self.picture(page, "way-in")
        page.get_by_label("Link or code").fill("not-a-code-at-all-00000000")
        page.get_by_role("button", name="Come in").click()
        expect(page.get_by_role("alert")).to_contain_text("ask for a new one")
        page.get_by_label("Link or code").fill(self.stage.link())
        page.get_by_role("button", name="Come in").click()
        expect(page.get_by_role("navigation")).to_be_visible()
        self.assertEqual(page.evaluate("document.cookie"), "")

    def test_an_empty_appliance_says_what_to_do_next(self):
        page = self.page()
        for path, key in [("runs", "runs"), ("skills", "skills"), ("skills/pending", "pending")]:
            page.route(f"**/v1/{path}*", nothing(key))
        for place, words in [("#/runs", "No run yet"), ("#/skills", "No skill yet"), ("#/now", "No run yet")]:
            self.stage.go(page, place)
            expect(page.locator(".empty")).to_contain_text(words)
            self.picture(page, "empty-" + place[2:])


class WhileItGoesOn(AtEverySize, Looking):
    """The same pages while a run asks which element is meant, another asks for a yes, and a task is shown."""

    shown = {
        "now-asks": lambda page: page.locator(".picture.is-live canvas"),
        "run-consent": lambda page: page.get_by_role("region", name="This run needs you").get_by_role("img"),
        "run-asks": lambda page: page.get_by_role("region", name="This run needs you").get_by_role("img"),
        "teaching": lambda page: page.locator(".picture.is-live canvas"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stage = cls.stage
        gate = Gate(stage.site)
        cls.addClassCleanup(gate.close)
        stage.keep_password(gate.site)
        stage.approve(stage.bring_demo_skill(gate.site))
        consent = stage.begin_to_ask("order-coffee")
        step = "click: log-in, then: { navigation: shop:/menu }"
        stage.approve(stage.bring_demo_skill(gate.site, [("name: order-coffee\n", "name: order-elsewhere\n"), (step, step + ", within: 3s")]))
        gate.rename(">Log in</button>", ">Enter the shop</button>")
        asks = stage.begin_to_ask("order-elsewhere")
        stage.call("POST", "/v1/recordings", {"url": stage.site + "/login", "name": "Come in"})
        eyes = Eyes(stage, stage.site)
        eyes.page.get_by_label("E-mail").press_sequentially("ada@example.com")
        eyes.close()
        cls.places = {"now-asks": "#/now", "run-consent": f"#/runs/{consent}", "run-asks": f"#/runs/{asks}", "teaching": "#/teach"}


def observe(page):
    """Shows an observer that has seen something: this appliance's own is off."""
    page.route("**/v1/observer", lambda route: route.fulfill(json=OBSERVER))
    page.route("**/v1/observer/buffer*", lambda route: route.fulfill(json=SEEN))


def tick(number):
    return {"began": f"2026-11-20T10:00:{number:02}.000Z", "state": "normal", "cost_ms": 11 * number, "allowance_ms": 250, "wall_ms": 90,
            "pictures": 1, "unchanged": 0, "recognised": number, "known": 40, "pending": 0, "lines": 12}


def line(top, text, uncertain=False):
    return {"text": text, "box": {"x": 40, "y": top, "width": 9 * len(text), "height": 18}, "confidence": 55 if uncertain else 91, "uncertain": uncertain}


OBSERVER = {"state": "slow", "reason": "over_budget", "is_on": True, "looks_at_all": True, "excluded": ["bank.example"], "granted": [], "source": "page",
            "interval_ms": 10000, "last_snapshot_age_ms": 1200, "last_tick_age_ms": 1300, "budget": 0.05, "used": 0.031, "ticks": 40, "pending": 2, "places": 1,
            "memory": {"bytes": 18000, "limit": 4194304, "observations": 3, "is_locked": True}, "owners": ["person", "run_0123456789abcdef"],
            "redacted": {"card": 1, "labelled": 2}, "gaps": {"secret_typing": 3}, "history": [tick(number) for number in range(40)]}
SEEN = {"schema": 1, "owner": "person", "gaps": [{"from": "2026-11-20T10:00:10.000Z", "to": "2026-11-20T10:00:15.000Z", "reason": "secret_typing"}],
        "observations": [{"schema": 1, "number": number, "tab": "tab_1", "from": f"2026-11-20T10:00:{20 + number}.000Z", "to": f"2026-11-20T10:00:{25 + number}.000Z",
                          "age_ms": 1200, "looks": 2, "origin": "https://shop.example", "title": "Your cart", "state": state, **degraded,
                          "size": {"x": 0, "y": 0, "width": 1280, "height": 720}, "lines": [line(40, "Your cart"), line(120, "Espresso, 250 g"), line(160, "Tota1 due 12.00", True)],
                          "pending": [{"x": 600, "y": 300, "width": 200, "height": 20}], "redacted": {"card": 1}, "omitted": 0}
                         for number, state, degraded in [(4, "normal", {}), (5, "slow", {"degraded": "over_budget"})]]}


def nothing(key):
    """Answers with an empty list."""
    return lambda route: route.fulfill(json={key: []})


WIDEST = """[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 4).map(e => e.outerHTML.slice(0, 120))"""
HERE = "document.activeElement === document.body ? null : (document.activeElement.dataset.reach ??= String(Math.random()))"
UNREACHED = """[...document.querySelectorAll('main a[href], main button:not(:disabled), main input, main select, main textarea, main summary')]
  .filter(e => e.checkVisibility() && !e.dataset.reach && e.type !== 'radio').map(e => e.outerHTML.slice(0, 120))"""
# A button may be about something else, though its words are the same.
DRAWN_ANEW = """async (focus) => {
  const { folded, h, show } = await import('/assets/shell/dom.js');
  const root = h('div', {});
  document.querySelector('main').append(root);
  const draw = (words) => show(root, h('p', {}, h('a', { href: '#/skills' }, 'Somewhere')), h('label', {}, 'Name', h('input', { data: { key: 'name' } })), h('label', {}, 'Other', h('input', {})),
    h('button', { 'aria-label': words }, 'Remove'), folded('one', 'More', h('p', {}, 'of it')), folded('two', 'Less', h('p', {}, 'of it')));
  draw('Approve');
  root.querySelector('details').open = true;
  root.querySelector(focus).focus();
  draw('Reject');
  const folds = [...root.querySelectorAll('details')].map((one) => one.open);
  const has = root.contains(document.activeElement) ? document.activeElement.localName : null;
  root.remove();
  return [has, ...folds];
}"""
LOADED = """(() => { const all = [performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource').filter(e => e.name.includes('/assets/'))];
  return { files: all.length, bytes: all.reduce((sum, e) => sum + e.encodedBodySize, 0) }; })()"""
READY = """new MutationObserver(() => { if (window.usableAt === undefined && document.querySelector('main')?.dataset.ready) window.usableAt = performance.now(); })
  .observe(document, { subtree: true, attributes: true, childList: true });"""

if __name__ == "__main__":
    unittest.main()
