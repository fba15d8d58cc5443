// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

extension StepExecutor {
    /// Waits until a condition holds.
    mutating func expect(_ condition: Condition, failing code: ReplayError.Code) async throws {
        if case .address(let pattern) = condition {
            try requireInsideSites(tab.page)
            return try await expectAddress(pattern, failing: code)
        }
        if case .screenText(let text) = condition { return try await expectOnScreen(text, failing: code) }
        while true {
            report.attempts += 1
            do {
                guard let way = try await way(of: condition) else { return }
                try requireInsideSites(way.place)
                let answer = try await way.place.look(
                    "awaitCondition",
                    try question(condition),
                    // Whichever document the page shows; of a frame the one whose address was compared.
                    document: way.levels.isEmpty ? nil : way.document,
                    deadline: deadline.later(by: TargetRequest.patience)
                )
                noteState(answer.value)
                guard answer.value["holds"]?.bool == true else { throw unmet(condition, answer.value, code) }
                return
            } catch let error as BrowsingError where error.reason == .documentGone && !deadline.hasPassed {
                continue
            }
        }
    }

    /// The way to the document that a condition is about; nil when it holds because the frame of its target is gone.
    private mutating func way(of condition: Condition) async throws -> FrameWay? {
        guard let name = condition.target else { return FrameWay(page: tab.page) }
        guard case .targetGone = condition, try target(name).frame != nil else { return try await arrive(at: name) }
        let patience = Deadline.after(.seconds(1))
        let full = deadline
        deadline = Deadline(instant: min(full.instant, patience.instant))
        defer { deadline = full }
        do { return try await arrive(at: name) } catch let error as ReplayError
            where error.reason == .targetNotFound
        {
            return nil
        }
    }

    mutating func extract(_ name: TargetName, into output: String) async throws {
        let answer = try await locate(name, action: "look")
        let text = answer.body["value"]?.string ?? answer.body["text"]?.string ?? ""
        values.setOutput(output, to: player.secrets.masked(text))
    }

    private func expectAddress(_ pattern: SiteAddressPattern, failing code: ReplayError.Code) async throws {
        let matcher = try AddressMatcher(pattern, in: admitted.skill)
        guard try await !tab.waitForAddress(deadline: deadline, where: matcher.matches) else { return }
        throw ReplayError(
            code: code,
            message: "The page did not get to \(pattern): it is at \(tab.origin?.text ?? "no web address")."
        )
    }

    private func question(_ condition: Condition) throws -> JSONValue {
        var members: [String: JSONValue] = ["for": .int(TargetRequest.milliseconds(before: deadline))]
        let wanted: [String: JSONValue]
        switch condition {
        case .targetVisible(let name):
            wanted = [:]
            members["target"] = TargetRequest.json(of: try target(name))
        case .targetGone(let name):
            wanted = ["gone": true]
            members["target"] = TargetRequest.json(of: try target(name))
        case .targetText(let name, let text):
            wanted = ["text": .string(try values.text(of: text))]
            members["target"] = TargetRequest.json(of: try target(name))
        case .targetValue(let name, let text):
            wanted = ["value": .string(try values.text(of: text))]
            members["target"] = TargetRequest.json(of: try target(name))
        case .targetChecked(let name, let isChecked):
            wanted = ["checked": .bool(isChecked)]
            members["target"] = TargetRequest.json(of: try target(name))
        case .title(let text): wanted = ["title": .string(try values.text(of: text))]
        case .address, .screenText: preconditionFailure("Addresses and pictures are looked at here, not in the page.")
        }
        members["condition"] = .object(wanted)
        return .object(members)
    }

    private mutating func noteState(_ state: JSONValue) {
        report.locator = state["winner"]?.string
        report.matches = (state["matches"]?.object ?? [:]).compactMapValues(\.int)
        report.tried = TargetAnswer.attempts(state["tried"])
    }

    private func unmet(_ condition: Condition, _ state: JSONValue, _ code: ReplayError.Code) -> ReplayError {
        let seen =
            switch state["code"]?.string {
            case "not_found": "it is not on the page"
            case "not_proved": "what the locators find is not proved to be it"
            case "ambiguous": "the locators prove themselves on different elements"
            default: "the page shows something else"
            }
        return ReplayError(
            code: code,
            message: "Waited for \(condition.summary), but \(seen).",
            tried: TargetAnswer.attempts(state["tried"])
        )
    }
}
