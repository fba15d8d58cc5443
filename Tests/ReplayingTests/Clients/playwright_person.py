# SPDX-License-Identifier: Apache-2.0
"""Does on a page what a person would, with Playwright connected to a browser that somebody else runs.

usage: playwright_person.py ws://BROWSER ADDRESS-OF-THE-PAGE
"""
import sys

from playwright.sync_api import sync_playwright


def middle(page, selector):
    box = page.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, source, goal):
    """As a hand moves; `drag_to` would jump there."""
    page.mouse.move(*middle(page, source))
    page.mouse.down()
    page.mouse.move(*middle(page, goal), steps=12)
    page.mouse.up()


def perform(page):
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#name").fill("Ada Lovelace")
    # Playwright chooses by script, which is nobody's doing for a recorder; a person at the keyboard chooses so.
    page.locator("#size").focus()
    page.keyboard.press("End")
    page.locator("#gift").check()
    page.locator("#find").press_sequentially("beans")
    page.keyboard.press("Enter")
    page.frame_locator("iframe").get_by_role("button", name="Greet").click()
    with page.expect_popup() as popup:
        page.locator("#receipt").click()
    popup.value.get_by_role("button", name="Agree").click()
    page.locator("#ask").click()
    drag(page, "#paint", "#done")
    page.locator("#file").click()


with sync_playwright() as playwright:
    browser = playwright.chromium.connect_over_cdp(sys.argv[1])
    pages = [page for context in browser.contexts for page in context.pages]
    perform(next(page for page in pages if page.url == sys.argv[2]))
