# SPDX-License-Identifier: Apache-2.0
"""A page has changed so that nothing proves which element is meant: a person points at it in the picture, and reviews what comes of it."""

import unittest

from appliance import DashboardTest, expect
from gate import Gate

OLD, NEW = ">Log in</button>", ">Enter the shop</button>"


class PointingAtIt(DashboardTest):
    def setUp(self):
        self.gate = Gate(self.stage.site)
        self.addCleanup(self.gate.close)
        self.stage.keep_password(self.gate.site)
        # Nothing is asked before the step's time is over.
        quick = [("click: log-in, then: { navigation: shop:/menu }", "click: log-in, then: { navigation: shop:/menu }, within: 5s")]
        self.stage.approve(self.stage.bring_demo_skill(self.gate.site, quick))
        self.gate.rename(OLD, NEW)

    def place(self):
        """Where a person sees the button: the middle of it as shares of a window like the run's."""
        context = self.stage.browser.new_context(viewport={"width": 1280, "height": 720})
        try:
            page = context.new_page()
            page.goto(self.gate.site + "/login")
            box = page.get_by_role("button", name="Enter the shop").bounding_box()
            return (box["x"] + box["width"] / 2) / 1280, (box["y"] + box["height"] / 2) / 720
        finally:
            context.close()

    def test_what_is_pointed_at_goes_on_and_waits_for_a_review(self):
        page = self.page(width=1280, height=860)
        self.stage.go(page, "#/skills/order-coffee")
        page.get_by_role("button", name="Run", exact=True).click()
        question = page.get_by_role("region", name="This run needs you")
        expect(question).to_contain_text("Which element is meant?")
        expect(question).to_contain_text("Click the right element in the picture")
        picture = question.get_by_role("img")
        expect(picture).to_be_visible()
        self.picture(page, "pointing", document="pointing")
        picture.scroll_into_view_if_needed()
        (x, y), box = self.place(), picture.bounding_box()
        page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])

        expect(question).to_contain_text("May it do this?")
        question.get_by_role("button", name="Yes, do it").click()
        expect(page.locator(".head .badge").first).to_have_text("done")
        found = page.get_by_role("region", name="Steps").get_by_role("listitem").filter(has_text="click log-in")
        expect(found.first).to_contain_text("found by person")

        page.get_by_role("navigation").get_by_role("link", name="Skills").click()
        page.get_by_role("link", name="Review order-coffee").click()
        proposed = page.get_by_role("region", name="Proposed by a run")
        expect(proposed).to_contain_text('was button "Log in"')
        expect(proposed).to_contain_text('now button "Enter the shop"')
        expect(proposed).to_contain_text("A person chose it.")
        changes = page.get_by_role("region", name="What changes")
        expect(changes.locator(".taken").filter(has_text="Log in").first).to_be_visible()
        expect(changes.locator(".added").filter(has_text="Enter the shop").first).to_be_visible()
        self.picture(page, "healed")
        for tick in page.get_by_label("Decide").get_by_role("checkbox").all():
            tick.check()
        page.get_by_role("button", name="Approve exactly this file").click()

        page.get_by_role("button", name="Run", exact=True).click()
        expect(question).to_contain_text("May it do this?")
        expect(found.first).to_contain_text("found by")
        expect(found.first).not_to_contain_text("found by person")
        question.get_by_role("button", name="No", exact=True).click()
        expect(page.locator(".head .badge").first).to_have_text("refused")
        self.assertEqual(page.faults, [])


if __name__ == "__main__":
    unittest.main()
