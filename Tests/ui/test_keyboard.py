# SPDX-License-Identifier: Apache-2.0
"""The main way without a mouse: Tab, Enter, the space bar, and letters."""

import unittest

from appliance import DashboardTest, PASSWORD, expect
from picture import Eyes


class KeysOnly(DashboardTest):
    def setUp(self):
        self.tab = self.page()

    def tab_to(self, target):
        """Presses Tab until something has the focus; takes the keys back from a picture on the way, as it says there."""
        expect(target).to_be_visible()
        expect(target).to_be_enabled()
        for _ in range(200):
            if target.evaluate("element => element === document.activeElement"):
                return target
            if self.tab.evaluate("document.activeElement.classList.contains('keys')"):
                self.tab.keyboard.press("Shift+Escape")
            self.tab.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached")

    def enter(self, target, key="Enter"):
        self.tab_to(target)
        self.tab.keyboard.press(key)

    def fill(self, target, text):
        self.tab_to(target)
        self.tab.keyboard.press("Control+a")
        self.tab.keyboard.type(text)

    def turn_to(self, name):
        self.enter(self.tab.get_by_role("navigation").get_by_role("link", name=name))
        expect(self.tab.locator("main")).to_have_attribute("data-ready", "#/" + name.lower())

    def test_teach_review_run_and_verify(self):
        page = self.tab
        self.turn_to("Teach")
        self.fill(page.get_by_label("Address"), self.stage.site + "/login")
        self.fill(page.get_by_label("Name of the task"), "Come in")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Teaching: come-in")).to_be_visible()
        self.show()
        self.enter(page.get_by_role("button", name="Done: review it"))

        expect(page.get_by_role("heading", name="Review: come-in")).to_be_visible()
        for tick in page.get_by_label("Decide").get_by_role("checkbox").all():
            self.enter(tick, "Space")
            expect(tick).to_be_checked()
        self.enter(page.get_by_role("button", name="Approve exactly this file"))
        expect(page.get_by_role("form", name="Run this skill")).to_be_visible()

        self.stage.keep_password()
        self.enter(page.get_by_role("button", name="Run", exact=True))
        expect(page.locator(".head .badge").first).to_have_text("done")
        self.turn_to("Log")
        self.enter(page.get_by_role("button", name="Verify"))
        expect(page.get_by_text("The log is intact")).to_be_visible()
        # A key that comes up after its page has gone is refused, and that is meant.
        self.assertEqual([fault for fault in page.faults if "409 (Conflict)" not in fault], [])

    def show(self):
        """Signs in with keys that go to the page in the picture, Tab included, and takes the keys back."""
        page = self.tab
        eyes = Eyes(self.stage, self.stage.site)
        try:
            expect(page.locator(".picture.is-driven")).to_be_visible()
            self.tab_to(page.get_by_label("Keys for the page in the picture."))
            while eyes.page.evaluate("document.activeElement.name") != "email":
                before = eyes.page.evaluate_handle("document.activeElement")
                page.keyboard.press("Tab")
                eyes.page.wait_for_function("before => document.activeElement !== before", arg=before)
            page.keyboard.type("ada@example.com")
            page.keyboard.press("Tab")
            page.keyboard.type(PASSWORD)
            page.keyboard.press("Enter")
            eyes.page.wait_for_url("**/menu")
        finally:
            eyes.close()
        expect(page.get_by_role("list", name="Steps so far")).to_contain_text("shop:/menu")
        page.keyboard.press("Shift+Escape")
        expect(page.get_by_label("Keys for the page in the picture.")).not_to_be_focused()

    def test_a_question_is_answered(self):
        self.stage.keep_password()
        self.stage.approve(self.stage.bring_demo_skill())
        page = self.tab
        self.turn_to("Skills")
        self.enter(page.get_by_role("link", name="Run order-coffee"))
        self.enter(page.get_by_role("button", name="Run", exact=True))
        question = page.get_by_role("region", name="This run needs you")
        self.enter(question.get_by_role("button", name="Yes, do it"))
        expect(page.locator(".head .badge").first).to_have_text("done")

    def test_a_run_is_taken_over_and_handed_back(self):
        self.stage.keep_password()
        self.stage.approve(self.stage.bring_demo_skill(changes=[("description: Order coffee", "description: Order coffee by keys")]))
        page = self.tab
        self.stage.call("POST", "/v1/skills/order-coffee/runs", {})
        expect(page.get_by_role("region", name="This run needs you")).to_be_visible()
        self.enter(page.get_by_role("button", name="Take over"))
        self.enter(page.get_by_role("dialog").get_by_role("button", name="Take over"))
        expect(page.get_by_text("You drive.")).to_be_visible()
        self.enter(page.get_by_role("button", name="Hand back"))
        self.enter(page.get_by_role("dialog").get_by_role("button", name="Stop the run"))
        expect(page.get_by_role("region", name="Run of order-coffee")).to_contain_text("stopped")


if __name__ == "__main__":
    unittest.main()
