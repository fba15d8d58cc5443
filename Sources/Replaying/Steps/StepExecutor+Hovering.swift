// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

extension StepExecutor {
    /// Brings the pointer over the target, and makes sure that it is.
    ///
    /// What comes because of it is for the step's consequences to wait for; the target itself may look different then.
    mutating func hover(_ name: TargetName) async throws {
        let permit = try await permitInput(.pointer, on: name)
        while true {
            let answer = try await ready(name, action: "hover", guarded: "pointer", permit: permit)
            guard let point = answer.point else {
                throw ReplayError(code: .scriptAnswerInvalid, message: "The page script gave no place to point at.")
            }
            // A pointer that already is there would not be told to the page.
            let beside = Point(x: point.x - 1, y: point.y)
            try await perform([.move(to: beside), .move(to: point)], on: answer, permit: permit)
            let look = try await answer.way.place.look(
                "isUnder",
                pointed(at: answer.spot ?? point),
                document: answer.document,
                deadline: deadline
            )
            if look.value["under"]?.bool == true { return }
            try requireTime("The pointer could not rest on '\(name)': something came in front of it each time.")
        }
    }

    /// Scrolls until what the step causes is there.
    mutating func scroll(_ name: TargetName?, to end: ScrollEnd) async throws {
        let permit = try await permitInput(.pointer, on: name ?? awaited)
        var request: [String: JSONValue] = ["to": .string(end.rawValue)]
        let way = if let inner = name ?? awaited { try await arrive(at: inner) } else { FrameWay(page: tab.page) }
        if let name {
            _ = try await ready(name, action: "scroll", guarded: nil, permit: permit)
            request["target"] = try asked(for: name)
        }
        if let awaited { request["until"] = TargetRequest.json(of: try target(awaited)) }
        request["for"] = .int(TargetRequest.milliseconds(before: deadline))
        try beginUnguarded()
        let answer = try TargetAnswer(
            try await way.place.call(
                "scroll",
                .object(request),
                document: way.document,
                permit: permit,
                deadline: deadline
            ),
            way
        )
        guard answer.isReady else { throw answer.failure(of: name?.text ?? "the page") }
    }

    /// What appears because of this step.
    private var awaited: TargetName? {
        step.then.lazy.compactMap { if case .appears(let name) = $0 { name } else { nil } }.first
    }
}

extension StepExecutor {
    /// Turns the wheel over a place of the target, as far as it was turned, in turns of a real wheel.
    mutating func wheel(_ wheel: WheelTurn) async throws {
        let permit = try await permitInput(.pointer, on: wheel.target)
        while true {
            let answer = try await ready(
                wheel.target,
                action: "hover",
                place: wheel.place,
                guarded: "pointer",
                permit: permit
            )
            guard let point = answer.point else {
                throw ReplayError(code: .scriptAnswerInvalid, message: "The page script gave no place to point at.")
            }
            guard try await isAimed(at: answer, permit) else {
                try requireTime("The wheel could not turn over '\(wheel.target)': something came in front of it.")
                continue
            }
            let turns = wheel.turn.turns.map {
                InputAction.wheel(at: point, x: Double($0.x), y: Double($0.y), holding: wheel.held)
            }
            return try await perform([.move(to: point)] + turns, on: answer, permit: permit)
        }
    }
}

extension Offset {
    /// What one notch of a wheel comes to.
    private static let notch = 120

    /// The distance in notches, and what is left of it.
    fileprivate var turns: [Offset] {
        let count = max(1, (max(abs(x), abs(y)) + Offset.notch - 1) / Offset.notch)
        return (0..<count)
            .map { index in
                Offset(
                    x: x * (index + 1) / count - x * index / count,
                    y: y * (index + 1) / count - y * index / count
                )
            }
    }
}

extension ClickKind {
    init(_ kind: PlacedClick.Kind) {
        switch kind {
        case .single: self = .single
        case .double: self = .double
        case .context: self = .context
        }
    }
}
