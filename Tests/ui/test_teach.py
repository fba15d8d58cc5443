# SPDX-License-Identifier: Apache-2.0
"""The page beside the picture: steps as they are recorded, what can be done to them, and dialogs.

The task is done by another client of the browser here; test_whole_way.py does one in the picture.
"""

import unittest

from appliance import DashboardTest, expect
from picture import Eyes


class BesideThePicture(DashboardTest):
    def begin(self, name, path="/login"):
        """Begins a recording, and gives the dashboard's tab and the task's."""
        page = self.page(width=1600, height=1000)
        self.stage.go(page, "#/teach")
        page.get_by_label("Address").fill(self.stage.site + path)
        page.get_by_label("Name of the task").fill(name)
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("heading", name=f"Teaching: {name.lower().replace(' ', '-')}")).to_be_visible()
        tab = Eyes(self.stage, self.stage.site)
        self.addCleanup(tab.close)
        return page, tab

    def test_steps_appear_are_changed_and_land_on_the_review(self):
        page, tab = self.begin("Log in only")
        steps = page.get_by_role("list", name="Steps so far")
        tab.page.locator("input[name=email]").press_sequentially("ada@example.com")
        expect(steps).to_contain_text("Types the input “e-mail” into field \"E-mail\"")
        tab.page.locator("a").first.click()
        expect(steps.get_by_role("listitem")).to_have_count(3)
        # What is unfolded stays so when the list is drawn anew.
        steps.get_by_text("Change").nth(0).click()
        page.get_by_role("button", name="Remove step 3").click()
        expect(steps.get_by_role("listitem")).to_have_count(2)
        expect(page.get_by_role("button", name="Rename step 1")).to_be_visible()
        expect(page.get_by_role("button", name="Rename step 2")).to_have_count(0)
        steps.get_by_text("Change").nth(1).click()
        page.get_by_role("button", name="Make the value of step 2 an input").click()
        page.get_by_label("Name of the input").fill("who")
        page.get_by_role("dialog").get_by_role("button", name="OK").click()
        expect(steps).to_contain_text("Types the input “who”")
        self.picture(page, "steps-beside")
        page.get_by_role("button", name="Done: review it").click()
        expect(page.get_by_role("heading", name="Review: log-in-only")).to_be_visible()
        expect(page.get_by_role("list", name="Steps", exact=True)).to_contain_text("ada@example.com")
        self.assertEqual(page.faults, [])

    def test_a_dialog_is_shown_and_answered(self):
        page, tab = self.begin("Answer a question")
        tab.page.on("dialog", lambda dialog: None)
        for button, answer in [("OK", "true"), ("Cancel", "false")]:
            tab.page.evaluate("setTimeout(() => { document.title = String(confirm('Ship it today?')); }, 20)")
            question = page.get_by_label("The page asks in a dialog")
            expect(question).to_contain_text("Ship it today?")
            self.picture(page, "dialog")
            question.get_by_role("button", name=button, exact=True).click()
            expect(question).to_have_count(0)
            self.assertEqual(tab.page.title(), answer)
        page.get_by_role("button", name="Done: review it").click()
        expect(page.get_by_text("Teach a task")).to_be_visible()

    def test_a_page_that_asks_for_a_file_gets_it_from_the_person(self):
        page, tab = self.begin("Send a picture")
        tab.page.evaluate("document.body.innerHTML = '<input type=file id=one aria-label=Picture>'")
        tab.page.click("#one")
        question = page.get_by_label("The page asks for a file")
        question.get_by_label("File").set_input_files({"name": "cup.txt", "mimeType": "text/plain", "buffer": b"hot"})
        self.picture(page, "file")
        question.get_by_role("button", name="Give it to the page").click()
        expect(question).to_have_count(0)
        self.assertEqual(tab.page.evaluate("one.files[0].text()"), "hot")
        self.assertEqual(tab.page.evaluate("one.files[0].name"), "cup.txt")
        expect(page.get_by_role("list", name="Steps so far")).to_contain_text("Gives")
        page.get_by_role("button", name="Done: review it").click()
        expect(page.get_by_role("heading", name="Review: send-a-picture")).to_be_visible()
        self.assertEqual(page.faults, [])

    def test_what_cannot_be_begun_says_why(self):
        page = self.page()
        self.stage.go(page, "#/teach")
        page.get_by_label("Address").fill("ftp://shop.example")
        page.get_by_label("Name of the task").fill("No such place")
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("alert")).to_be_visible()


if __name__ == "__main__":
    unittest.main()
