# SPDX-License-Identifier: Apache-2.0
"""Now: take over a run that asks, look what a handback would meet, and have the run do its step after all."""

import unittest

from appliance import DashboardTest, expect


class ATakeover(DashboardTest):
    def test_a_run_that_asks_is_taken_over_and_handed_back(self):
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
