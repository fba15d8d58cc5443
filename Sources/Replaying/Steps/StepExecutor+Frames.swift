// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

extension StepExecutor {
    /// Goes down to the document that a target is in, as soon as it is there.
    ///
    /// - Parameter isInside: whether the target is a frame, and what it shows is meant.
    mutating func arrive(at name: TargetName, inside isInside: Bool = false) async throws -> FrameWay {
        while true {
            do { return try await way(to: name, inside: isInside) } catch let error as BrowsingError
                where error.reason == .documentGone && !deadline.hasPassed
            {
                try await tab.waitForChange()
            }
        }
    }

    /// Goes down to a target's document once the page is of the target's site: a page that leads on to another site has
    /// elements of the same names, and they are somebody else's.
    mutating func arriveOnSite(of name: TargetName) async throws -> FrameWay {
        let target = try target(name)
        guard let site = target.site, let wanted = admitted.skill.origin(ofSite: site) else {
            return try await arrive(at: name)
        }
        while tab.page.origin != wanted {
            guard !deadline.hasPassed else { throw elsewhere(target, wanted) }
            try await tab.waitForChange()
        }
        return try await arrive(at: name)
    }

    private func elsewhere(_ target: Target, _ wanted: WebOrigin) -> ReplayError {
        ReplayError(
            code: .targetNotProved,
            message: "The page is at \(tab.page.origin?.text ?? "no web address") and not at \(wanted.text), where "
                + "'\(target.name)' belongs, so nothing on it was touched."
        )
    }

    /// One look at the way to a target's document; `document_gone` when something on it changes meanwhile.
    func way(to name: TargetName, inside isInside: Bool = false) async throws -> FrameWay {
        guard let frames = admitted.skill.frames(around: name) else {
            throw ReplayError(code: .targetNotFound, message: "The frames around '\(name)' are not in the skill.")
        }
        var way = FrameWay(page: tab.page)
        for frame in frames + (isInside ? [try target(name)] : []) {
            try requireInsideSites(way.place)
            way = try await enter(frame, from: way)
        }
        return way
    }

    /// Finds and proves the element that shows a frame, and waits until the frame shows what it must.
    private func enter(_ frame: Target, from outer: FrameWay) async throws -> FrameWay {
        let request = TargetRequest(action: "look", target: frame)
        let answer = try TargetAnswer(
            try await outer.place.look(
                "prepare",
                request.argument(deadline: deadline),
                document: outer.document,
                deadline: deadline
            ),
            outer
        )
        guard answer.isReady else { throw answer.failure(of: frame.name.text) }
        let argument: JSONValue = ["target": TargetRequest.json(of: frame)]
        guard
            let place = try await outer.place.frame(
                shownBy: "frameElement",
                argument,
                document: answer.document,
                deadline: deadline
            )
        else { throw BrowsingError(code: .documentGone, message: "The frame '\(frame.name)' went away.") }
        let shows = try frame.shows.map { try AddressMatcher($0, in: admitted.skill) }
        let document = try await place.waitUntilReady(deadline: deadline) { address, isWritten in
            shows?.matches(address) ?? isWritten
        }
        guard let document else { throw elsewhere(frame, place) }
        return FrameWay(outer, through: frame, in: answer.document, to: place, showing: document)
    }

    private func elsewhere(_ frame: Target, _ place: PageFrame) -> ReplayError {
        ReplayError(
            code: .targetNotProved,
            message: "The frame '\(frame.name)' shows \(place.origin?.text ?? "no web address") and not "
                + "\(frame.shows?.description ?? "what the page itself writes"), so nothing in it was touched."
        )
    }

    // MARK: Input

    /// Makes sure that input for the target's frame goes through every frame around it, and keeps it from the documents on
    /// the way.
    ///
    /// - Parameter point: where it goes to, in the frame's own places; nil for keys.
    /// - Returns: how the frame's places lie on the page.
    func leadIn(_ way: FrameWay, to point: Point?, _ kind: String) async throws -> FrameMapping {
        var mapping = FrameMapping()
        var at = point
        for level in way.levels.reversed() {
            var request = question(level, at)
            request["kind"] = .string(kind)
            request["for"] = .int(TargetRequest.milliseconds(before: deadline))
            let answer = try await level.around.look(
                "leadIn",
                .object(request),
                document: level.document,
                deadline: deadline
            )
            guard let found = FrameMapping(answer.value["mapping"]) else {
                throw try TargetAnswer(answer, way).failure(of: level.owner.name.text)
            }
            mapping = found.followed(by: mapping)
            at = at.map(found.placed)
        }
        return mapping
    }

    /// Ends what ``leadIn(_:to:_:)`` began, and a guard that still waits for input that will not come.
    ///
    /// What a person does next is theirs. A document that is gone has ended it by itself.
    mutating func letGo() async {
        guard let way = armed else { return }
        armed = nil
        let own = isArmSpent ? [] : [(way.place, way.document)]
        let places = way.levels.map { ($0.around, $0.document) } + own + bystanders.map { ($0.place, $0.document) }
        bystanders = []
        let number = armedNumber
        await withDiscardingTaskGroup { group in
            for (place, document) in places {
                group.addTask {
                    _ = try? await place.look(
                        "leadOut",
                        ["guard": .int(Int64(number))],
                        document: document,
                        deadline: .after(.seconds(2))
                    )
                }
            }
        }
    }

    /// Keeps input from all frames that it is not meant for, and that might come before the one it is.
    ///
    /// One that comes only now has no guard yet: what it does to the target is seen by the look that follows.
    mutating func closeBystanders(_ way: FrameWay, _ kind: String) async {
        let on = Set(way.levels.map(\.around.id) + [way.place.id])
        bystanders = tab.frames.filter { !on.contains($0.id) }.map { ($0, $0.document) }
        let argument: JSONValue = ["kind": .string(kind), "guard": .int(Int64(guardNumber))]
        await withDiscardingTaskGroup { group in
            for (place, document) in bystanders {
                group.addTask {
                    _ = try? await place.look("keepOut", argument, document: document, deadline: .after(.seconds(1)))
                }
            }
        }
    }

    /// Whether keys still go to the target; asked where frames may have taken the focus meanwhile.
    func holdsFocus(_ way: FrameWay) async throws -> Bool {
        guard !way.levels.isEmpty || !bystanders.isEmpty else { return true }
        let answer = try await way.place.look(
            "holdsFocus",
            ["guard": .int(Int64(guardNumber))],
            document: way.document,
            deadline: deadline
        )
        return answer.value["focused"]?.bool == true
    }

    /// Whether a place of the target's frame is still seen through every frame around it.
    func isLedIn(_ way: FrameWay, to point: Point) async throws -> Bool {
        var at = point
        for level in way.levels.reversed() {
            let answer = try await level.around.look(
                "isLedIn",
                .object(question(level, at)),
                document: level.document,
                deadline: deadline
            )
            guard answer.value["aimed"]?.bool == true, let mapping = FrameMapping(answer.value["mapping"]) else {
                return false
            }
            at = mapping.placed(at)
        }
        return true
    }

    private func question(_ level: FrameWay.Level, _ point: Point?) -> [String: JSONValue] {
        var members: [String: JSONValue] = [
            "target": TargetRequest.json(of: level.owner), "guard": .int(Int64(guardNumber)),
        ]
        if let point { members["point"] = ["x": .double(point.x), "y": .double(point.y)] }
        return members
    }
}
