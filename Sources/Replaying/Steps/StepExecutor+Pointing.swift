// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

extension StepExecutor {
    /// - Parameter place: where on the target; nil for wherever it can be clicked.
    mutating func click(_ name: TargetName, _ kind: ClickKind = .single, at place: BoxPlace? = nil) async throws {
        // Consent is asked for an element that is there: first look, then ask, then look again and act.
        if step.isIrreversible { _ = try await locate(name, action: "click") }
        let permit = try await permitInput(.pointer, on: name)
        _ = try await point(at: name, action: kind == .double ? "double" : "click", kind, place: place, permit: permit)
    }

    mutating func setChecked(_ isChecked: Bool, _ name: TargetName) async throws {
        let action = isChecked ? "check" : "uncheck"
        let permit = try await permitInput(.pointer, on: name)
        guard let answer = try await point(at: name, action: action, permit: permit) else { return }
        let settled = try? await answer.way.place.look(
            "settle",
            ["guard": .int(Int64(guardNumber)), "action": .string(action)],
            document: answer.document,
            deadline: deadline
        )
        guard let now = settled?.value["checked"]?.bool, now != isChecked else { return }
        throw ReplayError(
            code: .inputNotTaken,
            message: "'\(name)' was clicked but is not \(isChecked ? "checked" : "unchecked"): "
                + "see whether the page wants something else first."
        )
    }

    /// Clicks the target, trying again for as long as nothing was clicked.
    ///
    /// A click that the guard stopped has had no effect and may be tried again. So may one that the page let come to
    /// nothing by moving the target away, but not where it cannot be undone.
    ///
    /// - Returns: what the page answered before the click; nil when there was nothing to do.
    mutating func point(
        at name: TargetName,
        action: String,
        _ kind: ClickKind = .single,
        place: BoxPlace? = nil,
        permit: Permit
    ) async throws -> TargetAnswer? {
        var moves = 0
        while true {
            let answer = try await ready(name, action: action, place: place, guarded: "pointer", permit: permit)
            if answer.body["settled"]?.bool == true { return nil }
            guard let point = answer.point else {
                throw ReplayError(code: .scriptAnswerInvalid, message: "The page script gave no place to point at.")
            }
            guard try await isAimed(at: answer, permit) else {
                try requireTime("'\(name)' could not be clicked: it changes when the pointer comes to it.")
                continue
            }
            if let why = try await whyNotDrawn(name, at: point, answer) {
                forgetDrawn(name)
                try requireTime("'\(name)' could not be clicked: \(why).")
                continue
            }
            switch try await send([.click(at: point, kind)], to: answer, permit: permit) {
            case .hit, .silent: return answer
            case .unheard: throw unheard(name)
            case .missed(let got):
                try requireTime("'\(name)' could not be clicked: \(got) came in front of it each time.")
            case .moved:
                moves += 1
                // The first of two clicks may have done something already.
                guard !step.isIrreversible, kind != .double, moves < 3 else { throw moved(name) }
            }
        }
    }

    /// Where the page holds frames, whose input no guard of ours sees, the pointer goes there first and the page is
    /// asked once more what lies under it.
    func isAimed(at answer: TargetAnswer, _ permit: Permit) async throws -> Bool {
        guard let spot = answer.spot, let point = answer.point else { return false }
        guard answer.body["frames"]?.bool == true || !answer.way.levels.isEmpty else { return true }
        try await perform([.move(to: point)], on: answer, permit: permit)
        let look = try await answer.way.place.look(
            "isAimed",
            pointed(at: spot),
            document: answer.document,
            deadline: deadline
        )
        guard look.value["aimed"]?.bool == true else { return false }
        return try await isLedIn(answer.way, to: spot)
    }

    /// A question about what is under a pointer of this input.
    func pointed(at spot: Point) -> JSONValue {
        ["guard": .int(Int64(guardNumber)), "point": ["x": .double(spot.x), "y": .double(spot.y)]]
    }

    /// Notes what was in the way, and lets the next attempt begin if there is time for one.
    mutating func requireTime(_ message: String) throws(ReplayError) {
        let error = ReplayError(code: .inputWentElsewhere, message: message)
        obstacle = error
        if deadline.hasPassed { throw error }
    }

    func unheard(_ name: TargetName) -> ReplayError { unheard(by: "'\(name)'") }

    /// - Parameter what: names who should have got it, for people.
    func unheard(by what: String) -> ReplayError {
        ReplayError(
            code: .inputWentElsewhere,
            message:
                "The input for \(what) was sent, but the page never saw it: something outside the page, such as a "
                + "frame, may have taken it. Look at the page before you run this again."
        )
    }

    private func moved(_ name: TargetName) -> ReplayError {
        ReplayError(
            code: .inputNotTaken,
            message: "'\(name)' was pressed, but the page moved it away before the click: "
                + "look at the page before you run this again."
        )
    }
}
