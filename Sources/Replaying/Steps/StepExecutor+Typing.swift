// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

extension StepExecutor {
    mutating func fill(_ name: TargetName, with template: TextTemplate) async throws {
        let secret = values.secretName(in: template)
        let permit = try await permitTyping(secret: secret)
        let text = try typedText(template, secret: secret)
        while true {
            let guarded = text.isEmpty ? "key" : "text"
            let answer = try await ready(name, action: "fill", guarded: guarded, permit: permit)
            if answer.body["field"]?.string == "set" { return try await set(name, to: text, answer, permit) }
            let input: InputAction = text.isEmpty ? .key(KeyChord(key: "Delete")) : .text(text)
            let verdict = try await send([input], document: answer.document, permit: permit)
            switch verdict {
            case .hit, .silent:
                return try await requireTaken(name, text: text, isSecret: secret != nil, document: answer.document)
            case .missed(let got):
                guard !deadline.hasPassed else {
                    throw ReplayError(
                        code: .inputWentElsewhere,
                        message: "'\(name)' could not be filled: \(got) took the focus."
                    )
                }
            }
        }
    }

    mutating func press(_ keys: KeyChord, on name: TargetName?) async throws {
        let permit = try await permitInput(.keyboard)
        guard let name else {
            report.attempts = 1
            return try await tab.perform([.key(keys)], document: tab.document, permit: permit, deadline: deadline)
        }
        while true {
            let answer = try await ready(name, action: "press", guarded: "key", permit: permit)
            switch try await send([.key(keys)], document: answer.document, permit: permit) {
            case .hit, .silent: return
            case .missed(let got):
                guard !deadline.hasPassed else {
                    throw ReplayError(
                        code: .inputWentElsewhere,
                        message: "'\(name)' did not get the key: \(got) took the focus."
                    )
                }
            }
        }
    }

    mutating func choose(_ option: TextTemplate, in name: TargetName) async throws {
        let permit = try await permitInput(.pointer)
        let wanted = try values.text(of: option)
        let answer = try await ready(name, action: "choose", option: wanted, guarded: nil, permit: permit)
        let chosen = try await tab.call(
            "choose",
            ["target": TargetRequest.json(of: target(name)), "option": .string(wanted)],
            document: answer.document,
            permit: permit,
            deadline: deadline
        )
        guard chosen.value["chosen"]?.bool == true else {
            throw ReplayError(
                code: .inputNotTaken,
                message: "'\(name)' did not keep the option that was chosen."
            )
        }
    }

    private mutating func permitTyping(secret: String?) async throws -> Permit {
        guard let secret else { return try await permitInput(.keyboard) }
        guard let origin = tab.origin else { return try await permitInput(.keyboard) }
        return try await permit(.typeSecret(name: secret, on: origin))
    }

    /// What is typed.
    ///
    /// A secret is taken from its store for exactly the origin that is shown, and for nothing longer than this call.
    private func typedText(_ template: TextTemplate, secret: String?) throws -> String {
        guard let secret else { return try values.text(of: template) }
        try requireInsideSites()
        guard let origin = tab.origin else { return "" }
        return try player.secrets.take(name: secret, for: origin).revealForTyping()
    }

    /// A date, a colour or a range takes no keyboard text; it is set as the browser's own picker would.
    private func set(_ name: TargetName, to text: String, _ answer: TargetAnswer, _ permit: Permit) async throws {
        let set = try await tab.call(
            "setValue",
            ["target": TargetRequest.json(of: target(name)), "text": .string(text)],
            document: answer.document,
            permit: permit,
            deadline: deadline
        )
        guard set.value["taken"]?.bool == true else {
            throw ReplayError(
                code: .inputNotTaken,
                message: "'\(name)' did not take the value: see whether it has the right form."
            )
        }
    }

    /// Sees that the text arrived.
    ///
    /// A page may write it in its own form (blanks in a card number), so only a field that stayed empty is a failure.
    private func requireTaken(
        _ name: TargetName,
        text: String,
        isSecret: Bool,
        document: DocumentID
    ) async throws {
        var question: [String: JSONValue] = [
            "guard": .int(Int64(guardNumber)), "action": "fill", "length": .int(Int64(text.utf16.count)),
        ]
        if !isSecret { question["text"] = .string(text) }
        // A page that went away took the text with it: that is for the step's consequences to judge.
        guard
            let settled = try? await tab.look("settle", .object(question), document: document, deadline: deadline),
            settled.value["taken"]?.bool == false
        else { return }
        throw ReplayError(
            code: .inputNotTaken,
            message: "'\(name)' is still empty after it was filled: the page refused the text."
        )
    }
}
