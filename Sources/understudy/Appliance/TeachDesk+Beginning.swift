// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import SkillKit
internal import Teaching
internal import Vocabulary
internal import WebAddresses

/// How a recording begins.
extension TeachDesk {
    /// How a recording begins.
    struct Beginning: Sendable {
        /// What leads to its first page.
        enum Way: Sendable {
            case page
            case steps(TeachingLead)
            case takeover(TakeoverLead)
        }

        /// What the task is called; the recording's slug is made of it.
        let name: String
        /// The page that it begins with, or that the steps before it do.
        let start: WebAddress
        var viewport = Viewport.standard
        /// What pages may use without asking.
        var permissions: [PagePermission] = []
        /// Where pages are told that their visitor is; nil for nowhere.
        var place: EarthPlace?
        /// Whose browser it is shown in; nil for a fresh context of nobody's.
        var login: Slug?
        /// The authorities whose certificates its pages may have.
        var authorities: [Slug] = []
        var way = Way.page
    }
}

extension TeachDesk.Beginning {
    /// What the log keeps of it.
    var extra: [String: JSONValue] {
        switch way {
        case .page: [:]
        case .steps(let lead):
            [
                "skill": .string(lead.skill.skill.name.text), "sha256": .string(lead.skill.sha256),
                "kept": .int(Int64(lead.skill.kept)),
            ]
        case .takeover(let lead):
            [
                "skill": .string(lead.skill.skill.name.text), "sha256": .string(lead.skill.sha256),
                "kept": .int(Int64(lead.skill.kept)), "during": "takeover",
            ]
        }
    }
}
