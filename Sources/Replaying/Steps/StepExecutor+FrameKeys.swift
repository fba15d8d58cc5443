// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

extension StepExecutor {
    /// Presses a key on the page, or in what a frame shows, on nothing in it.
    ///
    /// The focus may be anywhere by now, also in a frame of another site: it is taken there first, the documents around
    /// take no key meanwhile, and a key that would reach an element after all is stopped.
    /// - Parameter name: the frame; nil for the page itself.
    mutating func press(_ keys: KeyChord, inside name: TargetName?) async throws {
        let permit = try await permitKeys(inside: name)
        while true {
            let answer = try await takeKeys(inside: name, permit: permit)
            switch try await send([.key(keys)], to: answer, permit: permit) {
            case .hit, .silent, .moved: return
            case .unheard: throw unheard(by: StepExecutor.words(for: name))
            case .missed(let got):
                try requireTime("\(StepExecutor.words(for: name)) did not get the key: \(got) took the focus.")
            }
        }
    }

    private static func words(for frame: TargetName?) -> String { frame.map { "What '\($0)' shows" } ?? "The page" }

    private mutating func permitKeys(inside name: TargetName?) async throws -> Permit {
        guard let name else { return try await permitInput(.keyboard, on: nil) }
        guard let origin = try await arrive(at: name, inside: true).place.origin else {
            throw ReplayError(
                code: .outsideSites,
                message: "What '\(name)' shows has no web address, so nothing in it may be acted on."
            )
        }
        return try await permit(.input(.keyboard, on: origin))
    }

    /// Brings the focus to the page, or into the frame, and keeps keys from everything else.
    private mutating func takeKeys(inside name: TargetName?, permit: Permit) async throws -> TargetAnswer {
        while true {
            report.attempts += 1
            try await requireStillAllowed()
            let way = if let name { try await arrive(at: name, inside: true) } else { FrameWay(page: tab.page) }
            try requireInsideSites(way.place)
            let question: [String: JSONValue] = [
                "guard": .int(Int64(guardNumber)), "for": .int(TargetRequest.milliseconds(before: deadline)),
            ]
            do {
                let taken = try await way.place.call(
                    "takeKeys",
                    .object(question),
                    document: way.document,
                    permit: permit,
                    deadline: deadline
                )
                let answer = try TargetAnswer(taken, way)
                guard answer.isReady else { throw answer.failure(of: name?.text ?? "the page") }
                (armed, armedNumber, isArmSpent) = (way, guardNumber, false)
                await closeBystanders(way, "keyboard")
                _ = try await leadIn(way, to: nil, "keyboard")
                if try await holdsFocus(way) { return answer }
                try requireTime(
                    "\(StepExecutor.words(for: name)) could not be typed into: another frame takes the focus each time."
                )
            } catch let error as BrowsingError where error.reason == .documentGone && !deadline.hasPassed {
                continue
            }
        }
    }
}
