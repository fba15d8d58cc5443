// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

/// Putting a question to a person: with a picture of the page, and the element in view.
extension StepExecutor {
    /// What a person is asked before an action that cannot be undone.
    mutating func consentNeed(_ question: String) async -> PersonNeed {
        var need = PersonNeed(kind: .consent, step: step.id, text: question)
        if let name = step.action.target { need.box = await box(of: name) }
        need.picture = await picture()
        return need
    }

    /// What a person is asked when nothing proves which element is meant.
    ///
    /// - Parameters:
    ///   - indices: the places in the list that was given out last of those that may be picked.
    func rescueNeed(_ name: TargetName, _ list: Shortlist, _ indices: [Int], in way: FrameWay) async -> PersonNeed {
        let target = admitted.skill.target(name)
        let looks = target?.looks ?? name.text
        var need = PersonNeed(
            kind: .rescue,
            step: step.id,
            text: "Which element is meant by '\(name)', recorded as \(looks)?"
        )
        let question: JSONValue = [
            "target": target.map { TargetRequest.json(of: $0) } ?? .null,
            "list": .int(list.number),
            "indices": .array(indices.map { .int(Int64($0)) }),
        ]
        let answer = try? await way.place.look(
            "boxesOf",
            question,
            document: way.document,
            deadline: .after(RescueLimits.box)
        )
        if way.levels.isEmpty { need.boxes = (answer?.value["boxes"]?.array ?? []).map { PictureBox($0) } }
        need.picture = await picture()
        return need
    }

    /// Brings the element into view and says where on a picture it is.
    mutating func box(of name: TargetName) async -> PictureBox? {
        guard let target = admitted.skill.target(name), let way = try? await arrive(at: name), way.levels.isEmpty
        else { return nil }
        let answer = try? await way.place.look(
            "boxOf",
            ["target": TargetRequest.json(of: target, adopted: rescued[name]?.number, isCareful: step.isIrreversible)],
            document: way.document,
            deadline: .after(RescueLimits.box)
        )
        return PictureBox(answer?.value["box"])
    }

    /// Notes what was found for a target, with the page and the element as they are before anything is done.
    mutating func adopted(_ name: TargetName, as number: Int, _ heal: TargetHeal) async {
        let words = values.privateWords.union(player.secrets.privateWords)
        rescued[name] = Rescue(number: number, heal: heal.masked(by: player.secrets.masked, and: words))
        // Looking at it must not take the step's own time.
        let begun = ContinuousClock.now
        let box = await box(of: name)
        let picture = await picture(.found)
        deadline = deadline.later(by: ContinuousClock.now - begun)
        rescued[name]?.picture = picture
        rescued[name]?.box = box
        report.rescue?.picture = picture
    }

    /// The page as it is, unless the skill says that nothing is kept.
    func picture(_ moment: PictureMoment = .after) async -> Evidence? {
        guard let store = player.evidence, admitted.skill.keepsEvidence else { return nil }
        let taking = EvidenceTaking(store: store, camera: camera, run: log.run)
        return await taking.take(of: step.id, moment, in: tab)
    }

    /// Takes the element at a place that a person pointed at, if it may be what is meant.
    mutating func adopt(at place: PicturePlace, as name: TargetName, in way: FrameWay) async throws -> Bool {
        let target = try target(name)
        let answer = try await way.place
            .look(
                "pick",
                ["target": TargetRequest.json(of: target), "x": .double(place.x), "y": .double(place.y)],
                document: way.document,
                deadline: .after(.seconds(5))
            )
            .value
        let element = Fingerprint(answer["element"])
        guard answer["status"]?.string == "adopted", let number = answer["number"]?.int, let element,
            !admitted.rejections.contains(HealRejection(target: name, element: element)),
            let heal = TargetHeal(
                of: target,
                described: answer["described"],
                level: RescueLevel.person.rawValue,
                score: 0,
                element: element
            )
        else {
            let why = answer["why"]?.string ?? "a person has said before that it is not meant"
            report.rescue?.advice.append("person: what was pointed at \(why)")
            return false
        }
        report.rescue?.level = .person
        await adopted(name, as: number, heal)
        deadline = .after(step.timeToAct)
        return true
    }
}
