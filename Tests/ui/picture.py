# SPDX-License-Identifier: Apache-2.0
"""A person's eyes and hands at the live picture: the mouse and the keyboard of whoever looks at the dashboard."""

from appliance import expect


class Eyes:
    """Tells where in a tab something stands, which a person would see; gives the tab no input."""

    def __init__(self, stage, site):
        cdp = stage.call("GET", "/v1/status")["browser"]["cdp"]
        self.browser = stage.playwright.chromium.connect_over_cdp(cdp)
        pages = [page for context in self.browser.contexts for page in context.pages]
        self.page = next(page for page in pages if page.url.startswith(site))

    def find(self, target):
        """The middle of an element as shares of the window."""
        box = target.bounding_box()
        width, height = self.page.evaluate("[innerWidth, innerHeight]")
        return (box["x"] + box["width"] / 2) / width, (box["y"] + box["height"] / 2) / height

    def settle(self, before):
        """Waits until the page has scrolled from where it was and stands still."""
        stood = self.page.evaluate("""before => new Promise(done => { let last = before, still = 0, left = 200;
          const look = () => { still = scrollY === last && scrollY !== before ? still + 1 : 0; last = scrollY;
            if (still > 2 || --left === 0) done(still > 2); else setTimeout(look, 50); }; look(); })""", before)
        assert stood, "the page did not scroll"

    def close(self):
        self.browser.close()


class Hands:
    """Mouse and keys over the picture in a page of the dashboard."""

    def __init__(self, page, eyes):
        self.page = page
        self.eyes = eyes

    @property
    def box(self):
        canvas = self.page.locator(".picture.is-live canvas")
        expect(canvas).to_be_visible()
        canvas.scroll_into_view_if_needed()
        return canvas.bounding_box()

    def reach(self, target):
        """Turns the wheel until an element is in view, and says where in the dashboard's window it is."""
        box = self.box
        for _ in range(6):
            x, y = self.eyes.find(target)
            if 0.02 < y < 0.97:
                return box["x"] + x * box["width"], box["y"] + y * box["height"]
            before = self.eyes.page.evaluate("scrollY")
            self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            self.page.mouse.wheel(0, 500 if y > 0.5 else -500)
            self.eyes.settle(before)
        raise AssertionError(f"{target} does not come into view")

    def click(self, target):
        self.page.mouse.click(*self.reach(target))

    def fill(self, target, text):
        """Clicks into a field and types."""
        self.click(target)
        self.page.keyboard.type(text)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def follow(self, target, path):
        """Clicks what leads elsewhere, and looks at the picture until it shows that."""
        before = self.shown()
        self.click(target)
        self.eyes.page.wait_for_url("**" + path)
        self.see_another(before)

    def shown(self):
        return self.page.locator(".picture").get_attribute("data-document")

    def see_another(self, before):
        expect(self.page.locator(".picture")).not_to_have_attribute("data-document", before)
