# SPDX-License-Identifier: Apache-2.0
"""A real appliance and the demo's shop, on ports and in a home of their own, and a browser that looks at the dashboard."""

import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

from playwright.sync_api import Page, expect, sync_playwright

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("UNDERSTUDY", str(ROOT / ".build/debug/understudy"))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/lib/chromium/chromium")
# Pictures of every page are written here, when it is named.
PICTURES = os.environ.get("UNDERSTUDY_SCREENSHOTS")
# The dashboard's files are taken from here instead of the program, to work on them without building.
FILES = os.environ.get("UNDERSTUDY_DASHBOARD")
PASSWORD = "correct-horse-7"
PATIENCE = float(os.environ.get("UNDERSTUDY_UI_PATIENCE", "30"))

expect.set_options(timeout=PATIENCE * 1000)


class Program:
    """A program that says on its first lines where it is."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines = []
        self.news = threading.Condition()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            with self.news:
                self.lines.append(line.rstrip())
                self.news.notify_all()
        with self.news:
            self.lines.append(None)
            self.news.notify_all()

    def find(self, pattern):
        """The first match of a line, once there is one."""
        deadline = time.monotonic() + 90
        with self.news:
            while True:
                for line in self.lines:
                    found = line and re.search(pattern, line)
                    if found:
                        return found
                if None in self.lines or time.monotonic() > deadline:
                    raise RuntimeError("never said " + pattern + ":\n" + "\n".join(line or "(end)" for line in self.lines))
                self.news.wait(deadline - time.monotonic())

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        finally:
            self.process.kill()
            self.process.stdout.close()


class Refused(Exception):
    """What the appliance answered instead."""

    def __init__(self, status, body):
        super().__init__(f"{status}: {body}")
        self.status = status


class Stage:
    """The shop, the appliance, and the browser of whoever looks at the dashboard."""

    def __init__(self, *serving):
        self.ends = contextlib.ExitStack()
        try:
            self.start(*serving)
        except BaseException:
            self.stop()
            raise

    def start(self, *serving):
        self.folder = self.ends.enter_context(tempfile.TemporaryDirectory(prefix="understudy-ui-"))
        os.chmod(self.folder, 0o711)
        self.home = self.folder + "/home"
        self.shop = self.begin("demo-shop")
        self.site = self.shop.find(r"^shop (http\S+)").group(1)
        self.serving = self.begin("serve", "--home", self.home, "--port", "0", "--cdp-port", "0", *serving)
        self.address = self.serving.find(r"serves \S+ at (http\S+)").group(1)
        self.serving.find(r"^browser ")
        self.token = pathlib.Path(self.home, "tokens/operator").read_text().strip()
        self.playwright = sync_playwright().start()
        self.ends.callback(self.playwright.stop)
        self.browser = self.playwright.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=os.geteuid() != 0)
        self.ends.callback(self.browser.close)

    def begin(self, *arguments):
        program = Program(*arguments)
        self.ends.callback(program.stop)
        return program

    def stop(self):
        """Ends all that was begun, the last first."""
        self.ends.close()

    def call(self, method, path, body=None, kind="application/json"):
        """Asks the API with the operator's token."""
        data = None if body is None else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Authorization": "Bearer " + self.token}, method=method)
        if data is not None:
            request.add_header("Content-Type", kind)
        try:
            with urllib.request.urlopen(request, timeout=120) as reply:
                text = reply.read()
                return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            raise Refused(error.code, error.read().decode()) from None

    def link(self):
        """What `understudy open` prints."""
        given = subprocess.run([PROGRAM, "open", "--home", self.home, "--json"], capture_output=True, text=True, timeout=60)
        assert given.returncode == 0, given.stderr
        return json.loads(given.stdout)["link"]

    def page(self, width=1280, height=900, scheme="light", beside=None) -> Page:
        """A tab that has come in by a link: of a browser of its own, or beside another one."""
        context = beside.context if beside else self.browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme)
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" and "404" not in message.text else None)
        if FILES:
            page.route(self.address + "/assets/**", lambda route: self.own(route))
        page.goto(self.link())
        expect(page.get_by_role("navigation")).to_be_visible()
        return page

    def own(self, route):
        path = pathlib.Path(FILES, route.request.url.split("/assets/")[1])
        if path.name == "all.css":
            sheets = [path.with_name(name + ".css") for name in ("tokens", "base", "parts", "pages")]
            route.fulfill(body=b"".join(sheet.read_bytes() for sheet in sheets), content_type="text/css")
            return
        kinds = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
        route.fulfill(body=path.read_bytes(), content_type=kinds[path.suffix])

    def go(self, page, place):
        """Opens a page of the dashboard and waits until it is there."""
        page.evaluate("place => { location.hash = place; }", place)
        expect(page.locator("main")).to_have_attribute("data-ready", place)

    # What the demo's person did, without the minute that it takes.

    def bring_demo_skill(self, site=None, changes=()):
        """Puts the shipped skill into quarantine, with the shop's own port, and changed as is asked for."""
        text = (ROOT / "Skills/order-coffee.yaml").read_text()
        text = re.sub(r"http://shop\.localhost:\d+", site or self.site, text)
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        return self.call("POST", "/v1/skills", text, "application/yaml")["summary"]

    def keep_password(self, site=None):
        self.call("POST", "/v1/secrets", {"name": "shop-password", "origin": site or self.site, "value": PASSWORD})

    def approve(self, summary):
        slug, sha256 = summary["slug"], summary["sha256"]
        self.call("POST", f"/v1/skills/pending/{slug}/{sha256[:12]}/approve", {"sha256": sha256})

    def begin_to_ask(self, slug):
        """Begins a run, and gives its name once it needs a person."""
        run = self.call("POST", f"/v1/skills/{slug}/runs", {})["summary"]["id"]
        while True:
            state = self.call("GET", f"/v1/runs/{run}?wait=30")["summary"]["state"]
            if state == "needs_person":
                return run
            assert state in ("queued", "running"), state

    def run(self, slug="order-coffee", answer="approve"):
        """Runs a skill to its end, with one answer to all that it asks."""
        run = self.call("POST", f"/v1/skills/{slug}/runs", {})["summary"]["id"]
        while True:
            detail = self.call("GET", f"/v1/runs/{run}?wait=30")
            if detail["summary"]["state"] == "needs_person":
                self.call("POST", f"/v1/runs/{run}/answer", {"decision": answer})
            elif detail["summary"]["state"] not in ("queued", "running"):
                return detail


class DashboardTest(unittest.TestCase):
    """Tests that share one stage."""

    serving = ()

    @classmethod
    def setUpClass(cls):
        cls.stage = Stage(*cls.serving)
        cls.addClassCleanup(cls.stage.stop)

    def page(self, **options):
        page = self.stage.page(**options)
        self.addCleanup(page.context.close)
        return page

    def picture(self, page, name, document=None):
        """Keeps a picture of the whole page, and what the window shows of it as one of the documents' pictures."""
        if PICTURES:
            pathlib.Path(PICTURES, "documents").mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)
            if document:
                page.evaluate("document.querySelector('.notices')?.replaceChildren()")
                page.screenshot(path=f"{PICTURES}/documents/{document}.png")
                # As good as goes into 80 kB.
                for quality in (75, 65, 55, 45):
                    shot = page.screenshot(type="jpeg", quality=quality)
                    if len(shot) <= 80_000:
                        break
                pathlib.Path(PICTURES, "documents", document + ".jpg").write_bytes(shot)
