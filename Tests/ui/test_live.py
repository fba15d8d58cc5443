# SPDX-License-Identifier: Apache-2.0
"""Now: take over a run that asks, answer what it asks for, hand it back in each way, and look at it in several windows."""

import unittest

from appliance import DashboardTest, expect
from picture import Eyes, Hands

NOTE = '  - { id: a8, fill: note-to-the-roaster, with: "{{ inputs.note-to-the-roaster }}" }'
ASKED = ('  - { id: q1, ask: What shall the roaster know?, into: note, target: note-to-the-roaster }\n'
         '  - { id: a8, fill: note-to-the-roaster, with: "{{ answers.note }}" }')


class ARun(DashboardTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stage.keep_password()
        cls.stage.approve(cls.stage.bring_demo_skill())

    def take_over(self):
        """A run that asks before it pays, taken over in a page of its own."""
        page = self.page(width=1600, height=1000)
        self.stage.go(page, "#/now")
        run = self.stage.call("POST", "/v1/skills/order-coffee/runs", {})["summary"]["id"]
        expect(page.get_by_label("This run needs you")).to_be_visible()
        page.get_by_role("button", name="Take over").click()
        page.get_by_role("dialog").get_by_role("button", name="Take over").click()
        expect(page.get_by_role("button", name="Hand back")).to_be_visible()
        expect(page.get_by_text("You drive.")).to_be_visible()
        return page, run

    def hand_back(self, page):
        """What a handback offers, in its order."""
        page.get_by_role("button", name="Hand back").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("It has not acted yet.")
        expect(dialog.get_by_role("button")).to_have_text(["Do step a15", "Go on after step a15", "Stop the run", "Cancel"])
        return dialog

    def ends(self, page, run, state="succeeded"):
        expect(page.locator(".card .badge").first).to_have_text("done")
        self.assertEqual(self.stage.call("GET", f"/v1/runs/{run}")["summary"]["state"], state)

    def test_a_run_that_asks_is_taken_over_and_does_its_step_after_all(self):
        page, run = self.take_over()
        self.picture(page, "taken-over")
        dialog = self.hand_back(page)
        expect(dialog).to_contain_text("Nothing was changed.")
        self.picture(page, "handing-back")
        dialog.get_by_role("button", name="Do step a15").click()
        page.get_by_label("This run needs you").get_by_role("button", name="Yes, do it").click()
        self.ends(page, run)

    def test_a_run_goes_on_after_the_step_that_the_person_did(self):
        page, run = self.take_over()
        eyes = Eyes(self.stage, self.stage.site)
        try:
            Hands(page, eyes).follow(eyes.page.get_by_role("button", name="Pay", exact=True), "/orders/*")
        finally:
            eyes.close()
        dialog = self.hand_back(page)
        expect(dialog).to_contain_text("No step comes after it.")
        dialog.get_by_role("button", name="Go on after step a15").click()
        self.ends(page, run)
        steps = self.stage.call("GET", f"/v1/runs/{run}")["steps"]
        self.assertEqual((steps[-1]["id"], steps[-1]["outcome"]), ("a15", "interrupted"))

    def test_what_the_skill_asks_for_is_answered_and_written_down_nowhere(self):
        self.stage.approve(self.stage.bring_demo_skill(changes=[(NOTE, ASKED), ("name: order-coffee", "name: ask-first")]))
        page = self.page(width=1280, height=900)
        run = self.stage.begin_to_ask("ask-first")
        self.stage.go(page, f"#/runs/{run}")
        question = page.get_by_role("region", name="This run needs you")
        expect(question).to_contain_text("The skill asks you")
        expect(question).to_contain_text("What shall the roaster know?")
        expect(question.locator(".box")).to_be_visible()
        self.picture(page, "asked-for")
        question.get_by_role("textbox", name="Your answer").fill("Zanzibar, if there is any")
        question.get_by_role("button", name="Answer").click()
        expect(question).to_contain_text("May it do this?")
        question.get_by_role("button", name="Yes, do it").click()
        expect(page.locator(".head .badge").first).to_have_text("done")
        detail = self.stage.call("GET", f"/v1/runs/{run}")
        log = self.stage.call("GET", f"/v1/events?run_id={run}&limit=1000")
        self.assertNotIn("Zanzibar", f"{detail}{log}")
        self.assertIn("operator", [event["extra"].get("answered_by") for event in log["events"]])

    def test_four_windows_watch_side_by_side_and_hear_of_everything(self):
        """A browser has six connections for one host: one stream of events for all of them, and a picture each."""
        first = self.page(width=900, height=700)
        pages = [first] + [self.stage.page(width=900, height=700, beside=first) for _ in range(3)]
        run = self.stage.begin_to_ask("order-coffee")
        for page in pages:
            expect(page.locator(".picture.is-live canvas")).to_be_visible()
            expect(page.get_by_label("This run needs you")).to_be_visible()
        self.assertEqual(len(self.stage.call("GET", "/v1/viewers")["viewers"]), 4)
        # What is asked for besides comes through.
        self.stage.go(pages[3], "#/log")
        expect(pages[3].get_by_text("live", exact=True)).to_be_visible()
        self.stage.go(pages[3], "#/now")
        self.stage.call("POST", f"/v1/runs/{run}/answer", {"decision": "deny"})
        for page in pages:
            expect(page.get_by_label("This run needs you")).to_have_count(0)
        # Whoever reads the stream for the others may go.
        first.close()
        again = self.stage.begin_to_ask("order-coffee")
        for page in pages[1:]:
            expect(page.get_by_label("This run needs you")).to_be_visible()
        self.stage.call("POST", f"/v1/runs/{again}/answer", {"decision": "deny"})


if __name__ == "__main__":
    unittest.main()
