// SPDX-License-Identifier: Apache-2.0
internal import SkillKit

/// One file of the dashboard, as it is built into the program: nothing is read from a disk, and nothing from elsewhere.
struct DashboardFile: Sendable {
    /// What a file is.
    enum Kind: String, Sendable {
        case page = "text/html; charset=utf-8"
        case style = "text/css; charset=utf-8"
        case script = "text/javascript; charset=utf-8"
        case drawing = "image/svg+xml"
    }

    /// Its place under `/assets/`, and in `Sources/Console/Dashboard`.
    let path: String
    /// Its media type.
    let type: String
    /// What is in it.
    let bytes: [UInt8]
    /// What a browser that has it already names it by.
    let tag: String

    private init(_ path: String, _ kind: Kind, _ bytes: [UInt8]) {
        self.path = path
        type = kind.rawValue
        self.bytes = bytes
        tag = "\"" + SkillDigest.of(bytes).prefix(16) + "\""
    }

    /// The page at the root.
    static let page = DashboardFile("shell/index.html", .page, PackageResources.index_html)

    /// One of the others; nil when there is none of that name.
    static func named(_ path: String) -> DashboardFile? { byPath[path] }

    private static let byPath = Dictionary(uniqueKeysWithValues: (all + [styles]).map { ($0.path, $0) })

    /// The style sheets in the order in which they build on one another, as one file: nothing is drawn before it is there.
    static let styles = DashboardFile(
        "shell/all.css",
        .style,
        PackageResources.tokens_css + PackageResources.base_css + PackageResources.parts_css
            + PackageResources.pages_css
    )

    /// All that lie in the folder but the page.
    static let all: [DashboardFile] = [
        DashboardFile("components/confirm.js", .script, PackageResources.confirm_js),
        DashboardFile("components/controls.js", .script, PackageResources.controls_js),
        DashboardFile("components/cost-chart.js", .script, PackageResources.cost_chart_js),
        DashboardFile("components/lease.js", .script, PackageResources.lease_js),
        DashboardFile("components/live-picture.js", .script, PackageResources.live_picture_js),
        DashboardFile("components/notice.js", .script, PackageResources.notice_js),
        DashboardFile("components/page-asks.js", .script, PackageResources.page_asks_js),
        DashboardFile("components/picture-input.js", .script, PackageResources.picture_input_js),
        DashboardFile("components/pieces.js", .script, PackageResources.pieces_js),
        DashboardFile("components/question.js", .script, PackageResources.question_js),
        DashboardFile("components/reach.js", .script, PackageResources.reach_js),
        DashboardFile("components/review-steps.js", .script, PackageResources.review_steps_js),
        DashboardFile("components/run-controls.js", .script, PackageResources.run_controls_js),
        DashboardFile("components/run-form.js", .script, PackageResources.run_form_js),
        DashboardFile("components/screen-sketch.js", .script, PackageResources.screen_sketch_js),
        DashboardFile("components/shot.js", .script, PackageResources.shot_js),
        DashboardFile("components/shown-after.js", .script, PackageResources.shown_after_js),
        DashboardFile("components/source.js", .script, PackageResources.source_js),
        DashboardFile("components/step-list.js", .script, PackageResources.step_list_js),
        DashboardFile("components/tab-picker.js", .script, PackageResources.tab_picker_js),
        DashboardFile("components/taught-steps.js", .script, PackageResources.taught_steps_js),
        DashboardFile("components/way-in.js", .script, PackageResources.way_in_js),
        DashboardFile("pages/compare.js", .script, PackageResources.compare_js),
        DashboardFile("pages/log.js", .script, PackageResources.log_js),
        DashboardFile("pages/now.js", .script, PackageResources.now_js),
        DashboardFile("pages/observer.js", .script, PackageResources.observer_js),
        DashboardFile("pages/review.js", .script, PackageResources.review_js),
        DashboardFile("pages/run.js", .script, PackageResources.run_js),
        DashboardFile("pages/runs.js", .script, PackageResources.runs_js),
        DashboardFile("pages/settings.js", .script, PackageResources.settings_js),
        DashboardFile("pages/skill.js", .script, PackageResources.skill_js),
        DashboardFile("pages/skills.js", .script, PackageResources.skills_js),
        DashboardFile("pages/teach.js", .script, PackageResources.teach_js),
        DashboardFile("shell/api.js", .script, PackageResources.api_js),
        DashboardFile("shell/app.js", .script, PackageResources.app_js),
        DashboardFile("shell/base.css", .style, PackageResources.base_css),
        DashboardFile("shell/bus.js", .script, PackageResources.bus_js),
        DashboardFile("shell/dom.js", .script, PackageResources.dom_js),
        DashboardFile("shell/icon.svg", .drawing, PackageResources.icon_svg),
        DashboardFile("shell/pages.css", .style, PackageResources.pages_css),
        DashboardFile("shell/pages.js", .script, PackageResources.pages_js),
        DashboardFile("shell/parts.css", .style, PackageResources.parts_css),
        DashboardFile("shell/session.js", .script, PackageResources.session_js),
        DashboardFile("shell/tokens.css", .style, PackageResources.tokens_css),
        DashboardFile("shell/words.js", .script, PackageResources.words_js),
    ]
}
