// SPDX-License-Identifier: Apache-2.0

/// Tells on which site each step acts, as far as the file says: where its tab was opened, and where it was led since.
struct SiteWalk {
    private let skill: Skill
    private var sites: [TabName?: String] = [:]

    init(_ skill: Skill) { self.skill = skill }

    /// The site of the next step; of one that opens a page the site that it opens.
    mutating func site(of step: Step) -> Site? {
        if case .open(let address) = step.action { sites[step.tab] = address.site }
        var name = sites[step.tab]
        if let target = step.action.target, let shown = skill.frames(around: target)?.last?.shows { name = shown.site }
        for consequence in step.then { note(consequence, in: step.tab) }
        return skill.sites.first { $0.name == name }
    }

    private mutating func note(_ consequence: Consequence, in tab: TabName?) {
        switch consequence {
        case .navigation(let pattern), .address(let pattern): sites[tab] = pattern.site
        case .opensTab(let name, at: let pattern?): sites[name] = pattern.site
        case .opensTab(let name, at: nil): sites[name] = sites[tab]
        case .appears, .disappears, .dialog, .signIn, .frame, .request, .download: break
        }
    }
}
