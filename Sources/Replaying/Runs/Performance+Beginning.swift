// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

/// Beginning a run at another step than the first.
extension Performance {
    /// Opens the page that the run begins on, unless its first step does.
    ///
    /// - Throws: also ``ReplayError`` with `start_differs` when the site shows another page instead.
    mutating func open(_ start: RunStart, at place: inout RunPosition) async throws {
        guard let address = start.address else { return }
        let site = SiteAddress(site: address.site, path: TextTemplate(literal: address.path))
        let step = Step(id: admitted.skill.unusedID, action: .open(site))
        while true {
            let handback = try await awaitTurn(at: place)
            if place.isCutShort, handback == .goOn { break }
            switch try await attempt(step, place.values, in: place.first, of: place.session) {
            case .cutShort(let hasActed):
                (place.isCutShort, place.hasActed) = (true, hasActed)
                continue
            case .told(.repeatStep): continue
            case .done, .told: break
            }
            break
        }
        (place.isCutShort, place.hasActed) = (false, false)
        guard try AddressMatcher(address, in: admitted.skill).matches(place.first.address) else {
            throw ReplayError(
                code: .startDiffers,
                message:
                    "The run was to begin at \(address), and the site shows another page there: nothing was done. Run "
                    + "the skill from its beginning, or with a login that is let in there."
            )
        }
    }

    /// Looks whether the page is the one that the step was recorded on, before anything is done there or asked about.
    ///
    /// An element that is only missing is left to the step, which may ask whoever it asks.
    func requireFit(_ step: Step, at place: RunPosition) async throws {
        for name in step.action.targets {
            var check = TargetCheck(step: step.id, target: name, isReached: true)
            var executor = executor(
                for: step,
                place.values,
                in: place.first,
                of: place.session,
                limit: RescueLimits.check
            )
            try await executor.look(for: name, &check)
            let isMissing = check.level == nil && step.isIrreversible
            let isOther = try await executor.isOnOtherPage(name)
            guard isMissing || isOther else { continue }
            throw ReplayError(
                code: .startDiffers,
                message:
                    "The run was to begin with '\(step.action.summary)', and the page is not the one that '\(name)' was "
                    + "recorded on, or has lost it: nothing was done. Run the skill from its beginning, or with a login "
                    + "that is let in there."
            )
        }
    }
}

extension StepExecutor {
    /// Whether the page's path or title says that it is another one than a target was recorded on.
    fileprivate mutating func isOnOtherPage(_ name: TargetName) async throws -> Bool {
        let request = TargetRequest.json(of: try target(name))
        guard let way = try? await arrive(at: name) else { return false }
        let answer = try await way.place.look(
            "isOtherPage",
            ["target": request],
            document: way.document,
            deadline: .after(RescueLimits.box)
        )
        return answer.value["isOther"]?.bool == true
    }
}

extension Performance {
    /// The step that the run ended at without having done it.
    var unfinished: StepID? { steps.last.flatMap { $0.isDone ? nil : $0.id } }
}

extension Skill {
    /// A name for what is done before the first step.
    fileprivate var unusedID: StepID {
        let known = Set(steps.map(\.id.rawValue))
        var name = "start"
        while known.contains(name) { name += "-0" }
        return StepID(rawValue: name)
    }
}
