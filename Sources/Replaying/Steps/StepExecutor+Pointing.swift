// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

extension StepExecutor {
    mutating func click(_ name: TargetName) async throws {
        // Consent is asked for an element that is there: first look, then ask, then look again and act.
        if step.isIrreversible { _ = try await locate(name, action: "click") }
        let permit = try await permitInput(.pointer)
        _ = try await point(at: name, action: "click", permit: permit)
    }

    mutating func setChecked(_ isChecked: Bool, _ name: TargetName) async throws {
        let action = isChecked ? "check" : "uncheck"
        let permit = try await permitInput(.pointer)
        guard let answer = try await point(at: name, action: action, permit: permit) else { return }
        let settled = try? await tab.look(
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
    /// A click that the guard stopped has had no effect and may be tried again; one that got through never is.
    ///
    /// - Returns: what the page answered before the click; nil when there was nothing to do.
    private mutating func point(at name: TargetName, action: String, permit: Permit) async throws -> TargetAnswer? {
        while true {
            let answer = try await ready(name, action: action, guarded: "pointer", permit: permit)
            if answer.body["settled"]?.bool == true { return nil }
            guard let point = answer.point else {
                throw ReplayError(code: .scriptAnswerInvalid, message: "The page script gave no place to point at.")
            }
            let verdict = try await send([.click(at: point)], document: answer.document, permit: permit)
            switch verdict {
            case .hit, .silent: return answer
            case .missed(let got):
                guard !deadline.hasPassed else {
                    throw ReplayError(
                        code: .inputWentElsewhere,
                        message: "'\(name)' could not be clicked: \(got) came in front of it each time."
                    )
                }
            }
        }
    }
}
