# SPDX-License-Identifier: Apache-2.0
"""The whole way of a task as one person goes it: show it in the picture, review it, run it, take it over, see the log verify.

All of it with mouse and keyboard, by what is seen: the dashboard's roles and names, and the places of the picture.
"""

import json
import re
import unittest
import urllib.request

from appliance import PASSWORD, DashboardTest, expect
from gate import Gate
from picture import Eyes, Hands


class TheWholeWay(DashboardTest):
    def setUp(self):
        self.gate = Gate(self.stage.site)
        self.addCleanup(self.gate.close)
        self.requests = []
        self.tab = self.page(width=1280, height=860)
        self.tab.on("request", lambda request: self.requests.append(request))

    def test_from_the_first_click_to_the_verified_log(self):
        self.teach()
        self.review()
        self.keep_the_password()
        self.pause_a_run()
        self.finish_by_hand()
        self.run_with_a_consent()
        self.verify()
        self.assertEqual(self.tab.faults, [])

    def turn_to(self, name):
        """Goes to a page by the navigation."""
        self.tab.get_by_role("navigation").get_by_role("link", name=re.compile(f"^{name}")).click()

    # MARK: Teach

    def teach(self):
        page = self.tab
        self.turn_to("Teach")
        page.get_by_label("Address").fill(self.gate.site + "/login")
        page.get_by_label("Name of the task").fill("Order espresso")
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("heading", name="Teaching: order-espresso")).to_be_visible()
        self.steps = page.get_by_role("list", name="Steps so far")
        eyes = Eyes(self.stage, self.gate.site)
        try:
            self.show(Hands(page, eyes), eyes.page)
        finally:
            eyes.close()
        self.change_the_steps()
        self.picture(page, "whole-way-taught")
        page.get_by_role("button", name="Done: review it").click()
        expect(page.get_by_role("heading", name="Review: order-espresso")).to_be_visible()

    def show(self, hands, shop):
        """The demo's task, in the picture."""
        hands.fill(shop.get_by_label("E-mail"), "ada@example.com")
        hands.fill(shop.get_by_label("Password"), PASSWORD)
        hands.follow(shop.get_by_role("main").get_by_role("button", name="Log in"), "/menu")
        expect(self.step("Clicks button “Log in”")).to_be_visible()
        hands.follow(shop.get_by_role("link", name="Espresso", exact=True), "/menu/espresso")
        hands.click(shop.get_by_label("Gift wrap"))
        # A list is chosen from with keys, as the browser shows its own outside of the page.
        hands.press("Shift+Tab", "Shift+Tab", "ArrowDown")
        expect(self.step("Chooses the input “quantity”")).to_be_visible()
        hands.fill(shop.get_by_label("Note to the roaster"), "Dark roast, please")
        hands.follow(shop.get_by_role("button", name="Add to cart"), "/cart")
        hands.follow(shop.get_by_role("link", name="Go to checkout"), "/checkout")
        self.fill_in(hands, shop, "Ada Lovelace", "12 St James's Square, London")
        expect(self.step("Ticks .*accept the terms")).to_be_visible()
        self.picture(self.tab, "whole-way-teaching", document="teach")
        hands.follow(shop.get_by_role("button", name="Pay", exact=True), "/orders/*")
        self.tab.get_by_role("button", name="Expect something").click()
        expect(self.tab.get_by_text("Click the element in the picture that shall be there.")).to_be_visible()
        hands.click(shop.get_by_role("heading", name="Thank you"))
        expect(self.step("Expects heading “Thank you”")).to_be_visible()

    def fill_in(self, hands, shop, name, address):
        hands.fill(shop.get_by_label("Name", exact=True), name)
        hands.fill(shop.get_by_label("Address"), address)
        hands.fill(shop.get_by_label("E-mail"), "ada@example.com")
        hands.click(shop.get_by_label("I accept the terms of sale"))
        expect(shop.get_by_role("button", name="Pay", exact=True)).to_be_enabled()

    def step(self, words):
        return self.steps.get_by_role("listitem").filter(has_text=re.compile(words.replace("“", "[“\"]").replace("”", "[”\"]")))

    def change_the_steps(self):
        """The gift wrap was a slip, the log-in gets a name, and who orders becomes an input."""
        before = self.steps.get_by_role("listitem").count()
        self.step("Ticks .*Gift wrap").get_by_role("button", name=re.compile("^Remove step")).click()
        expect(self.steps.get_by_role("listitem")).to_have_count(before - 1)
        self.change("Clicks button “Log in”", "Rename step", "Name", "sign-in")
        self.change("into field “Name”", "Make the value of step", "Name of the input", "customer")
        expect(self.step("Types the input “customer”")).to_be_visible()

    def change(self, words, button, label, text):
        step = self.step(words)
        step.get_by_text("Change", exact=True).click()
        step.get_by_role("button", name=re.compile(f"^{button}")).click()
        dialog = self.tab.get_by_role("dialog")
        dialog.get_by_label(label).fill(text)
        dialog.get_by_role("button", name="OK").click()
        expect(dialog).to_have_count(0)

    # MARK: Review

    def review(self):
        page = self.tab
        steps = page.get_by_role("list", name="Steps", exact=True)
        expect(steps).to_contain_text("sign-in on " + self.gate.site)
        expect(steps).to_contain_text("Types the secret “shop-password” into field \"Password\"")
        expect(steps).to_contain_text("customer – an input of the run")
        expect(steps).to_contain_text("Expects heading \"Thank you\"")
        expect(steps).not_to_contain_text("Gift wrap")
        decide = page.get_by_label("Decide")
        approve = decide.get_by_role("button", name="Approve exactly this file")
        ticks = decide.get_by_role("checkbox").all()
        self.assertGreater(len(ticks), 0)
        for tick in ticks:
            expect(approve).to_be_disabled()
            tick.check()
        self.picture(page, "whole-way-review", document="review")
        digest = decide.locator("code.digest").inner_text()
        approve.click()
        expect(page.get_by_text("order-espresso may run now.")).to_be_visible()
        sent = [json.loads(request.post_data) for request in self.requests if request.url.endswith("/approve")]
        self.assertEqual(sent, [{"sha256": digest}])
        self.digest = digest

    def keep_the_password(self):
        page = self.tab
        self.turn_to("Settings")
        secrets = page.get_by_role("region", name="Secrets")
        secrets.get_by_label("Name").fill("shop-password")
        secrets.get_by_label("Site").fill(self.gate.site)
        secrets.get_by_label("Value").fill(PASSWORD)
        secrets.get_by_role("button", name="Keep").click()
        expect(secrets.get_by_role("rowheader", name="shop-password")).to_be_visible()

    # MARK: Run

    def open_the_skill(self):
        page = self.tab
        self.turn_to("Skills")
        page.get_by_role("link", name="Run order-espresso").click()
        return page.get_by_role("form", name="Run this skill")

    def pause_a_run(self):
        """Runs it while the shop takes its time before the checkout, and pauses it meanwhile."""
        page = self.tab
        self.gate.hold("/checkout")
        form = self.open_the_skill()
        form.get_by_label("customer", exact=True).fill("Alan Turing")
        form.get_by_role("button", name="Run").click()
        steps = page.get_by_role("region", name="Steps").get_by_role("listitem")
        expect(steps.filter(has_text="under way")).to_contain_text("click go-to-checkout")
        page.get_by_role("button", name="Pause").click()
        self.gate.let_go("/checkout")
        expect(page.locator(".head .badge").first).to_have_text("paused")

    def finish_by_hand(self):
        """Takes the paused run over, orders for somebody else, and ends the run, whose work is done."""
        page = self.tab
        self.turn_to("Now")
        page.get_by_role("button", name="Take over").click()
        page.get_by_role("dialog").get_by_role("button", name="Take over").click()
        expect(page.get_by_text("You drive.")).to_be_visible()
        eyes = Eyes(self.stage, self.gate.site)
        try:
            hands = Hands(page, eyes)
            self.fill_in(hands, eyes.page, "Mary Shelley", "Marlow")
            self.picture(page, "whole-way-by-hand", document="takeover")
            hands.follow(eyes.page.get_by_role("button", name="Pay", exact=True), "/orders/*")
        finally:
            eyes.close()
        page.get_by_role("button", name="Hand back").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Thank you")
        expect(dialog).to_contain_text("field \"Name\"")
        self.picture(page, "whole-way-handing-back")
        dialog.get_by_role("button", name="Stop the run").click()
        expect(page.get_by_text("The run has stopped.")).to_be_visible()
        expect(page.get_by_role("region", name="Run of order-espresso")).to_contain_text("stopped")
        self.assertEqual([order["name"] for order in self.orders()], ["Ada Lovelace", "Mary Shelley"])

    def run_with_a_consent(self):
        page = self.tab
        form = self.open_the_skill()
        form.get_by_label("customer", exact=True).fill("Grace Hopper")
        form.get_by_label("quantity", exact=True).fill("3")
        form.get_by_role("button", name="Run").click()
        question = page.get_by_role("region", name="This run needs you")
        expect(question).to_contain_text("click pay")
        expect(question.get_by_role("img")).to_be_visible()
        self.picture(page, "whole-way-consent", document="question")
        self.assertEqual(len(self.orders()), 2)
        question.get_by_role("button", name="Yes, do it").click()
        expect(page.locator(".head .badge").first).to_have_text("done")
        order = self.orders()[-1]
        line = order["lines"][0]
        self.assertEqual((order["name"], line["coffee"], line["quantity"], line["is_gift"]), ("Grace Hopper", "espresso", 3, False))
        self.assertEqual(len(self.orders()), 3)

    def orders(self):
        """What the shop itself says was ordered."""
        with urllib.request.urlopen(self.stage.site.replace("shop.localhost", "127.0.0.1") + "/__state", timeout=30) as reply:
            return json.loads(reply.read())["orders"]

    # MARK: Log

    def verify(self):
        page = self.tab
        self.turn_to("Log")
        page.get_by_role("button", name="Verify").click()
        expect(page.get_by_text("The log is intact")).to_be_visible()
        search, first = page.get_by_role("searchbox", name="Filter"), page.get_by_role("row").nth(1)
        told = [("skill_approved " + self.digest, "skill approved"), ("control_changed pause", "control changed"),
                ("control_changed takeover", "control changed"), ("control_changed handback", "control changed"),
                ("approval_decided approve", "approval decided"), ("run_ended succeeded", "run ended")]
        for words, shown in told:
            search.fill(words)
            expect(first).to_contain_text(shown)
        search.fill("")
        self.picture(page, "whole-way-log")


if __name__ == "__main__":
    unittest.main()
