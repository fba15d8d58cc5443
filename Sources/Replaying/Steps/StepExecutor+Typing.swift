// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

extension StepExecutor {
    mutating func fill(_ name: TargetName, with template: TextTemplate) async throws {
        let secret = values.secretName(in: template)
        let permit = try await permitTyping(secret: secret, on: name)
        let text = try await typedText(template, secret: secret, on: name)
        let input: InputAction = text.isEmpty ? .key(KeyChord(key: "Delete")) : .text(text)
        var tries = 0
        while true {
            let answer = try await ready(
                name,
                action: "fill",
                guarded: "keyboard",
                isSecret: secret != nil,
                permit: permit
            )
            if answer.body["field"]?.string == "set" { return try await set(name, to: text, answer, permit) }
            switch try await send([input], to: answer, permit: permit) {
            case .hit, .silent, .moved:
                tries += 1
                guard try await !isTaken(text, isSecret: secret != nil, answer) else { return }
                guard tries < 2 else { throw notTaken(name) }
            case .missed(let got): try requireTime("'\(name)' could not be filled: \(got) took the focus.")
            // An empty field has nothing to delete; whether it is empty is what counts.
            case .unheard:
                guard try await !isTaken(text, isSecret: secret != nil, answer) else { return }
                throw unheard(name)
            }
        }
    }

    /// Writes on where the cursor is, or at the end of what the field holds.
    mutating func append(_ template: TextTemplate, to name: TargetName) async throws {
        let permit = try await permitInput(.keyboard, on: name)
        let text = try values.text(of: template)
        while !text.isEmpty {
            let answer = try await ready(name, action: "append", guarded: "keyboard", permit: permit)
            switch try await send([.text(text)], to: answer, permit: permit) {
            case .hit, .silent, .moved: return
            case .unheard: throw unheard(name)
            case .missed(let got): try requireTime("'\(name)' could not be filled: \(got) took the focus.")
            }
        }
    }

    mutating func press(_ keys: KeyChord, on name: TargetName?) async throws {
        guard let name, try !target(name).isFrame else { return try await press(keys, inside: name) }
        let permit = try await permitInput(.keyboard, on: name)
        while true {
            let answer = try await ready(name, action: "press", guarded: "keyboard", permit: permit)
            switch try await send([.key(keys)], to: answer, permit: permit) {
            case .hit, .silent, .moved: return
            case .unheard: throw unheard(name)
            case .missed(let got): try requireTime("'\(name)' did not get the key: \(got) took the focus.")
            }
        }
    }

    mutating func choose(_ options: [TextTemplate], in name: TargetName) async throws {
        let permit = try await permitInput(.pointer, on: name)
        let wanted = try options.map { try values.text(of: $0) }
        let answer = try await ready(name, action: "choose", options: wanted, guarded: nil, permit: permit)
        try beginUnguarded()
        let chosen = try await answer.way.place.call(
            "choose",
            ["target": asked(for: name), "options": .array(wanted.map { .string($0) })],
            document: answer.document,
            permit: permit,
            deadline: deadline
        )
        guard chosen.value["chosen"]?.bool == true else {
            throw ReplayError(
                code: .inputNotTaken,
                message: "'\(name)' did not keep what was chosen."
            )
        }
    }

    private mutating func permitTyping(secret: String?, on name: TargetName) async throws -> Permit {
        guard let secret else { return try await permitInput(.keyboard, on: name) }
        let origin = try await origin(of: name)
        return try await permit(.typeSecret(name: secret, on: origin))
    }

    /// What is typed.
    ///
    /// A secret is taken from its store for exactly the origin that is shown, and for nothing longer than this call.
    ///
    /// The permit is for the same origin, or the input is refused.
    private mutating func typedText(
        _ template: TextTemplate,
        secret: String?,
        on name: TargetName
    ) async throws -> String {
        guard let secret else { return try values.text(of: template) }
        let place = try await arrive(at: name).place
        try requireInsideSites(place)
        guard let origin = place.origin else { return "" }
        return try player.secrets.take(name: secret, for: origin, in: log.run).revealForTyping()
    }

    /// A date, a colour or a range takes no keyboard text; it is set as the browser's own picker would.
    private func set(_ name: TargetName, to text: String, _ answer: TargetAnswer, _ permit: Permit) async throws {
        try beginUnguarded()
        let set = try await answer.way.place.call(
            "setValue",
            ["target": asked(for: name), "text": .string(text)],
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

    /// Whether the field holds what was typed.
    ///
    /// A page may write it in its own form (blanks in a card number), so letters and digits are what counts.
    private func isTaken(_ text: String, isSecret: Bool, _ answer: TargetAnswer) async throws -> Bool {
        var question: [String: JSONValue] = [
            "guard": .int(Int64(guardNumber)), "action": "fill", "length": .int(Int64(text.utf16.count)),
        ]
        if isSecret {
            question["letters"] = .int(Int64(text.filter { $0.isLetter || $0.isNumber }.utf16.count))
        } else {
            question["text"] = .string(text)
        }
        do {
            let settled = try await answer.way.place.look(
                "settle",
                .object(question),
                document: answer.document,
                deadline: deadline
            )
            return settled.value["taken"]?.bool != false
        } catch let error as BrowsingError where error.reason == .documentGone {
            // A page that went away took the text with it: that is for the step's consequences to judge.
            return true
        }
    }

    private func notTaken(_ name: TargetName) -> ReplayError {
        ReplayError(
            code: .inputNotTaken,
            message: "'\(name)' does not hold what was typed: the page refused the text or changed it."
        )
    }
}
