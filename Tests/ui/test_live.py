# SPDX-License-Identifier: Apache-2.0
"""In the picture: teach the demo's task with mouse and keys, pause a run, take over, hand back.

An appliance without these routes skips them.
"""

import unittest

from appliance import PASSWORD, DashboardTest, Tab, expect


class InThePicture(DashboardTest):
    def setUp(self):
        if not self.stage.has("GET", "/v1/tabs"):
            self.skipTest("this appliance has no live view")

    def box(self, page):
        picture = page.locator(".picture.is-live canvas")
        expect(picture).to_be_visible()
        return picture.bounding_box()

    def click(self, page, selector, tab):
        """Clicks in the picture where the page has an element; where that is, only the test knows."""
        box, place = self.box(page), tab.locate(selector)
        if not 0 < place[1] < 0.97:
            page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            page.mouse.wheel(0, 600)
            tab.settle()
            place = tab.locate(selector)
        page.mouse.click(box["x"] + place[0] * box["width"], box["y"] + place[1] * box["height"])

    def follow(self, page, selector, tab, path):
        """Clicks what leads elsewhere, and looks at the picture until it shows that."""
        before = page.locator(".picture").get_attribute("data-document")
        self.click(page, selector, tab)
        tab.wait(path)
        expect(page.locator(".picture")).not_to_have_attribute("data-document", before)

    def test_a_task_is_taught_with_mouse_and_keyboard_only(self):
        page = self.page(width=1600, height=1000)
        self.stage.go(page, "#/teach")
        page.get_by_label("Address").fill(self.stage.site + "/login")
        page.get_by_label("Name of the task").fill("Order by picture")
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("heading", name="Teaching: order-by-picture")).to_be_visible()
        steps = page.get_by_label("What was written down")
        tab = Tab(self.stage, "order-by-picture")
        self.addCleanup(tab.close)

        self.click(page, "input[name=email]", tab)
        page.keyboard.type("ada@example.com")
        expect(steps).to_contain_text("the input “e-mail”")
        self.click(page, "input[name=password]", tab)
        page.keyboard.type(PASSWORD)
        self.follow(page, "form button", tab, "/menu")
        self.follow(page, "a[href='/menu/espresso']", tab, "/menu/espresso")
        self.follow(page, "article form button", tab, "/cart")
        expect(steps.get_by_role("listitem")).not_to_have_count(0)
        self.picture(page, "teaching")
        page.get_by_role("button", name="Done: review it").click()
        expect(page.get_by_role("heading", name="Review: order-by-picture")).to_be_visible()
        text = page.get_by_role("list", name="Steps", exact=True).inner_text()
        self.assertIn("Types the secret", text)
        self.assertNotIn(PASSWORD, page.content())

    def test_a_run_is_paused_taken_over_and_handed_back(self):
        if not self.stage.has("POST", "/v1/hitl/run_none/pause", {}):
            self.skipTest("this appliance has no takeover")
        self.stage.keep_password()
        self.stage.approve(self.stage.bring_demo_skill())
        page = self.page(width=1600, height=1000)
        self.stage.go(page, "#/now")
        run = self.stage.call("POST", "/v1/skills/order-coffee/runs", {})["summary"]["id"]
        expect(page.get_by_label("This run needs you")).to_be_visible()
        page.get_by_role("button", name="Take over").click()
        page.get_by_role("dialog").get_by_role("button", name="Take over").click()
        expect(page.get_by_role("button", name="Hand back")).to_be_visible()
        expect(page.get_by_text("You drive.")).to_be_visible()
        self.picture(page, "taken-over")
        page.get_by_role("button", name="Hand back").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("It has not acted yet.")
        expect(dialog).to_contain_text("Nothing was changed.")
        self.picture(page, "handing-back")
        dialog.get_by_role("button", name="Do step a15").click()
        page.get_by_label("This run needs you").get_by_role("button", name="Yes, do it").click()
        expect(page.locator(".card .badge").first).to_have_text("done")
        self.assertEqual(self.stage.call("GET", f"/v1/runs/{run}")["summary"]["state"], "succeeded")


if __name__ == "__main__":
    unittest.main()
