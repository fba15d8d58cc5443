# SPDX-License-Identifier: Apache-2.0
"""Playwright's side of the benchmark: one round of the shop's flow for every line of standard input.

The benchmark starts this program once and lets it take turns with Understudy, so that both meet the same machine:

    python3 -m venv VENV && VENV/bin/pip install -r .ci/bench/requirements.txt
    VENV/bin/python .ci/bench/playwright_flow.py --chromium /usr/lib/chromium/chromium \
        --entry 'http://shop.localhost:PORT/login?next=/menu/espresso' --email EMAIL --password PASSWORD \
        -- --headless=new --no-first-run …

Everything after `--` is the browser's command line: Playwright's own defaults are left out, so that the browser runs
with the very flags that Understudy gives it, without `--remote-debugging-port` and `--user-data-dir`, which are set
here. The browser keeps its sandbox: started by root, this program runs it as the user `nobody`.
`--playwright-flags` runs it with Playwright's own flags and headless mode instead, and those after `--` added.

The flow has 3 pages and 7 actions; a round is over when the notice "Cart updated" is visible:

    /login            1 fill "E-mail"      2 fill "Password"     3 click "Log in"
    /menu/espresso    4 choose "2" in "Quantity"                 5 click "Add to cart"
    /cart             6 choose "3" in "Quantity of Espresso"     7 click "Update cart"

Commands are JSON, one a line; every one is answered by one line of JSON with `ok`, and `error` when it is false.

    {"do": "ready"}                     closes the browser if one runs and starts another:
                                        launch_ms from the call to the first answer of a page; process_ms from the
                                        start of this process to the same moment, in the first answer only
    {"do": "flow"}                      context_ms to make a fresh context with a page, flow_ms from opening the entry
                                        to the notice, close_ms, and round_ms for all three
    {"do": "roundtrip", "count": 200}   roundtrip_ms, the median of page.evaluate("1"), and samples_ms
    {"do": "memory"}                    rss_kb and pss_kb of this process and Playwright's driver, without the browser,
                                        and the processes that were counted
    {"do": "quit"}                      closes the browser and ends; so does the end of standard input
"""

import argparse
import json
import os
import pwd
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

BROWSER_USER = "nobody"
VIEWPORT = {"width": 1280, "height": 720}


def milliseconds_since(start: float) -> float:
    return round((time.perf_counter() - start) * 1000, 3)


def process_age_ms() -> float:
    """The time since this process was started, to a clock tick of 10 ms."""
    started = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    return round((time.clock_gettime(time.CLOCK_BOOTTIME) - started / os.sysconf("SC_CLK_TCK")) * 1000, 1)


class BrowserRunner:
    """Starts one browser after another, each with a profile of its own, and clears up behind them."""

    def __init__(self, playwright: Playwright, arguments: argparse.Namespace, folder: Path):
        self.playwright = playwright
        self.arguments = arguments
        self.folder = folder
        self.browser: Browser | None = None
        self.starts = 0

    def current(self) -> Browser:
        if self.browser is None:
            self.start()
        return self.browser

    def start(self) -> float:
        """Starts a browser and returns how long it took until a page answered, in milliseconds."""
        self.stop()
        self.starts += 1
        executable = self.executable()
        options = self.options()
        start = time.perf_counter()
        self.browser = self.playwright.chromium.launch(executable_path=executable, **options)
        context = self.browser.new_context(viewport=VIEWPORT)
        context.new_page().evaluate("1")
        elapsed = milliseconds_since(start)
        context.close()
        return elapsed

    def stop(self) -> None:
        if self.browser is not None:
            self.browser.close()
            self.browser = None

    def options(self) -> dict:
        if self.arguments.playwright_flags:
            return {"args": self.arguments.flags, "headless": True, "chromium_sandbox": True}
        profile = self.folder / f"profile-{self.starts}"
        profile.mkdir(mode=0o700)
        if os.geteuid() == 0:
            owner = pwd.getpwnam(BROWSER_USER)
            os.chown(profile, owner.pw_uid, owner.pw_gid)
        connection = [f"--user-data-dir={profile}", "--remote-debugging-pipe"]
        return {"args": self.arguments.flags + connection, "headless": True, "ignore_default_args": True}

    def executable(self) -> str:
        """The browser itself, or for root a script that becomes it as another user; Chromium refuses root a sandbox."""
        if os.geteuid() != 0 or self.arguments.playwright_flags:
            return self.arguments.chromium
        script = self.folder / "chromium-unprivileged"
        owner = pwd.getpwnam(BROWSER_USER)
        script.write_text(
            "#!/bin/sh\n"
            f"exec setpriv --reuid {owner.pw_uid} --regid {owner.pw_gid} --clear-groups "
            f"env HOME='{self.folder}' '{self.arguments.chromium}' \"$@\"\n"
        )
        script.chmod(0o755)
        return str(script)


def flow(browser: Browser, arguments: argparse.Namespace) -> dict:
    begin = time.perf_counter()
    context = browser.new_context(viewport=VIEWPORT)
    page = context.new_page()
    context_ms = milliseconds_since(begin)
    try:
        start = time.perf_counter()
        page.goto(arguments.entry)
        page.get_by_label("E-mail").fill(arguments.email)
        page.get_by_label("Password").fill(arguments.password)
        page.get_by_role("button", name="Log in").click()
        page.get_by_label("Quantity").select_option("2")
        page.get_by_role("button", name="Add to cart").click()
        page.get_by_label("Quantity of Espresso").select_option("3")
        page.get_by_role("button", name="Update cart").click()
        page.get_by_text("Cart updated").wait_for()
        flow_ms = milliseconds_since(start)
    finally:
        closing = time.perf_counter()
        context.close()
    close_ms = milliseconds_since(closing)
    return {"context_ms": context_ms, "flow_ms": flow_ms, "close_ms": close_ms, "round_ms": milliseconds_since(begin)}


def roundtrip(browser: Browser, count: int) -> dict:
    context = browser.new_context(viewport=VIEWPORT)
    try:
        page = context.new_page()
        page.evaluate("1")
        samples = []
        for _ in range(count):
            start = time.perf_counter()
            page.evaluate("1")
            samples.append(milliseconds_since(start))
    finally:
        context.close()
    return {"roundtrip_ms": round(statistics.median(samples), 4), "samples_ms": samples}


def memory(chromium: str) -> dict:
    """Sums up this process and its descendants, without the browser's main process and everything below it."""
    counted = []
    waiting = [os.getpid()]
    children = children_by_parent()
    while waiting:
        process = waiting.pop()
        try:
            if os.path.realpath(f"/proc/{process}/exe") == os.path.realpath(chromium):
                continue
            counted.append(memory_of(process))
        except OSError:
            continue  # It has ended meanwhile.
        waiting += children.get(process, [])
    return {
        "rss_kb": sum(entry["rss_kb"] for entry in counted),
        "pss_kb": sum(entry["pss_kb"] for entry in counted),
        "processes": counted,
    }


def children_by_parent() -> dict[int, list[int]]:
    result: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        result.setdefault(parent, []).append(int(entry.name))
    return result


def memory_of(process: int) -> dict:
    sizes = {}
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]:
        name, size = line.split()[:2]
        sizes[name] = int(size)
    name = Path(f"/proc/{process}/comm").read_text().strip()
    return {"pid": process, "name": name, "rss_kb": sizes["Rss:"], "pss_kb": sizes["Pss:"]}


def answer(command: dict, runner: BrowserRunner) -> dict:
    match command.get("do"):
        case "ready":
            is_first = runner.starts == 0
            launch_ms = runner.start()
            age = {"process_ms": process_age_ms()} if is_first else {}
            return {"launch_ms": launch_ms, "browser": runner.current().version} | age
        case "flow":
            return flow(runner.current(), runner.arguments)
        case "roundtrip":
            return roundtrip(runner.current(), int(command.get("count", 200)))
        case "memory":
            return memory(runner.arguments.chromium)
        case unknown:
            raise ValueError(f"There is no command {unknown!r}: use ready, flow, roundtrip, memory or quit.")


def serve(runner: BrowserRunner) -> None:
    for line in sys.stdin:
        try:
            command = json.loads(line)
            if command.get("do") == "quit":
                break
            reply = {"ok": True} | answer(command, runner)
        except Exception as error:  # Whatever went wrong is the answer; the next round may go well.
            reply = {"ok": False, "error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)
    runner.stop()
    print(json.dumps({"ok": True}), flush=True)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chromium", required=True, help="the browser's binary, not a wrapper script")
    parser.add_argument("--entry", required=True, help="the address that the flow begins with")
    parser.add_argument("--email", required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("--playwright-flags", action="store_true", help="keep Playwright's own browser flags")
    parser.add_argument("flags", nargs="*", help="the browser's flags, after --")
    return parser.parse_args()


def main() -> None:
    arguments = read_arguments()
    if arguments.playwright_flags and os.geteuid() == 0:
        sys.exit("--playwright-flags needs another user than root: the profile is made by Playwright.")
    folder = Path(tempfile.mkdtemp(prefix="understudy-bench-"))
    folder.chmod(0o755)
    try:
        with sync_playwright() as playwright:
            serve(BrowserRunner(playwright, arguments, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
