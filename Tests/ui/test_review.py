# SPDX-License-Identifier: Apache-2.0
"""From quarantine to a run: review, approve, run, answer a consent, and see the log verify."""

import unittest

from appliance import DashboardTest, expect


class FromReviewToRun(DashboardTest):
    def setUp(self):
        self.stage.keep_password()
        self.summary = self.stage.bring_demo_skill()
        self.place = f"#/review/order-coffee/{self.summary['sha256'][:12]}"

    def test_a_person_reviews_approves_runs_and_the_log_verifies(self):
        page = self.page()
        self.stage.go(page, "#/skills")
        page.get_by_role("link", name="Review order-coffee").click()
        steps = page.get_by_role("list", name="Steps", exact=True)
        expect(steps).to_contain_text("Types the secret “shop-password” into field \"Password\"")
        expect(steps).to_contain_text("Cannot be undone: a person is asked each time.")
        expect(page.get_by_label("What it may reach")).to_contain_text(self.stage.site)
        expect(page.locator("code.digest")).to_have_text(self.summary["sha256"])
        for tick in page.get_by_label("Decide").get_by_role("checkbox").all():
            expect(page.get_by_role("button", name="Approve exactly this file")).to_be_disabled()
            tick.check()
        page.get_by_role("button", name="Approve exactly this file").click()

        run = page.get_by_label("Run this skill")
        run.get_by_label("name", exact=True).fill("Grace Hopper")
        run.get_by_role("button", name="Run").click()
        question = page.get_by_label("This run needs you")
        expect(question).to_contain_text("May it do this?")
        self.picture(page, "consent")
        question.get_by_role("button", name="Yes, do it").click()
        expect(page.locator(".head .badge").first).to_have_text("done")
        expect(page.get_by_label("Steps").first).to_contain_text("found by")
        expect(page.locator(".timeline img").first).to_be_visible()

        self.stage.go(page, "#/log")
        page.get_by_role("button", name="Verify").click()
        expect(page.get_by_text("The log is intact")).to_be_visible()
        page.get_by_label("Filter").fill("skill approved order-coffee")
        expect(page.locator("tbody tr").first).to_contain_text("skill approved")
        self.assertEqual(page.faults, [])

    def test_a_no_ends_the_run_as_refused(self):
        self.stage.approve(self.summary)
        page = self.page()
        self.stage.go(page, "#/skills/order-coffee")
        page.get_by_role("button", name="Run", exact=True).click()
        page.get_by_label("This run needs you").get_by_role("button", name="No", exact=True).click()
        expect(page.locator(".head .badge").first).to_have_text("refused")

    def test_the_question_comes_to_whoever_looks_at_now(self):
        self.stage.approve(self.summary)
        page = self.page()
        self.stage.go(page, "#/now")
        run = self.stage.call("POST", "/v1/skills/order-coffee/runs", {})["summary"]["id"]
        question = page.get_by_label("This run needs you")
        expect(question).to_be_visible()
        expect(page.locator(".nav a[data-page=now] .count")).to_contain_text("1")
        question.get_by_role("button", name="No", exact=True).click()
        expect(question).to_have_count(0)
        self.assertEqual(self.stage.call("GET", f"/v1/runs/{run}?wait=20")["summary"]["state"], "refused")

    def test_a_reason_for_a_rejection_is_in_the_log(self):
        page = self.page()
        self.stage.go(page, self.place)
        page.get_by_role("button", name="Reject…").click()
        page.get_by_label("Reason").fill("Asks for too much.")
        page.get_by_role("button", name="Reject", exact=True).click()
        expect(page.locator("main")).to_have_attribute("data-ready", "#/skills")
        events = self.stage.call("GET", "/v1/events?event=skill_rejected&after=-50")["events"]
        self.assertEqual(events[-1]["extra"]["reason"], "Asks for too much.")

    def test_text_of_a_file_is_text(self):
        text = self.stage.call("GET", f"/v1/skills/pending/order-coffee/{self.summary['sha256'][:12]}")["source"]
        evil = text.replace("description: Order coffee", "description: \"<img src=x onerror=alert(1)>\"")
        made = self.stage.call("POST", "/v1/skills", evil, "application/yaml")["summary"]
        page = self.page()
        self.stage.go(page, f"#/review/order-coffee/{made['sha256'][:12]}")
        expect(page.locator(".source").first).to_contain_text("<img src=x onerror=alert(1)>")
        self.assertEqual(page.locator("img[src=x]").count(), 0)

    def test_the_kill_switch_stops_and_lets_go(self):
        page = self.page()
        page.get_by_role("button", name="Stop everything").click()
        page.get_by_role("dialog").get_by_role("button", name="Stop everything").click()
        expect(page.get_by_text("Everything is stopped")).to_be_visible()
        self.assertTrue(self.stage.call("GET", "/v1/status")["kill_switch"])
        page.get_by_role("button", name="Allow again").click()
        expect(page.get_by_role("button", name="Stop everything")).to_be_visible()


if __name__ == "__main__":
    unittest.main()
