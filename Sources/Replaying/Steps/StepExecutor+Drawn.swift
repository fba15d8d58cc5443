// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import SkillKit
internal import Vocabulary

/// Where words of a target stand that were found on the picture of the page.
struct DrawnPlace {
    /// Around the words, in CSS pixels of what the page shows.
    let box: Rectangle
    /// Their middle, in what they are drawn on.
    let place: BoxPlace

    /// How far they may be from where they stood: what is read is a pixel more or less wide each time.
    private static let slack = 3.0

    /// Whether words that were read again stand where they stood, and a pointer is on them.
    func isStill(_ box: Rectangle, at point: Point) -> Bool {
        let edges = [
            box.x - self.box.x, box.y - self.box.y, box.x + box.width - self.box.x - self.box.width,
            box.y + box.height - self.box.y - self.box.height,
        ]
        return edges.allSatisfy { abs($0) <= DrawnPlace.slack } && box.x <= point.x && point.x <= box.x + box.width
            && box.y <= point.y && point.y <= box.y + box.height
    }
}

/// Finding what a page draws: no element says what it is, so the words that the skill's file names are looked for on the
/// picture of the page.
///
/// The last resort before a person, and for a click only that can be undone. The words must be a line of their own, and
/// stand nowhere else; what they stand on must be an element that shows pictures; and right before the press all of that is
/// looked at once more.
extension StepExecutor {
    /// A page tells nobody when it draws, so it is looked at again after so long.
    private static let drawnPause: Duration = .milliseconds(250)

    /// Of a target that only the picture can show: looks once, and says to ask again for as long as there is time.
    ///
    /// - Throws: what kept it from being found, when the time is up.
    mutating func awaitDrawn(_ name: TargetName, in way: FrameWay) async throws -> Bool {
        let isLast = deadline.hasPassed
        if report.rescue?.target != name { report.rescue = RescueReport(target: name) }
        report.rescue?.advice = []
        if try await findOnScreen(name, in: way) { return true }
        guard !isLast else {
            throw ReplayError(
                code: .targetNotFound,
                message: "'\(name)' is found by its words on the picture of the page only, but "
                    + "\(report.rescue?.advice.last ?? "nothing here reads it")."
            )
        }
        try await Task.sleep(until: min(deadline.instant, .now + StepExecutor.drawnPause), clock: .continuous)
        return true
    }

    /// Looks for the target's words on the picture, and takes what they stand on.
    ///
    /// - Returns: whether it was taken; if not, the report says why.
    mutating func findOnScreen(_ name: TargetName, in way: FrameWay) async throws -> Bool {
        let target = try target(name)
        guard let words = target.screenText, mayRescue(target), step.action == .click(name), way.levels.isEmpty else {
            return false
        }
        do throws(NotDrawn) {
            let box = try await boxOnScreen(words)
            try await takeDrawn(name, target, in: box, way)
        } catch {
            if case .over(let error) = error { throw error }
            report.rescue?.advice.append("screen: \(error.words)")
            return false
        }
        let isLate = deadline.hasPassed
        if isLate, !lateFinds.insert(name).inserted {
            forgetDrawn(name)
            report.rescue?.advice.append("screen: its words were found too late once more")
            return false
        }
        report.rescue?.level = .screen
        await showDrawn(name)
        // The time went into finding it; what is left to do has its own, once.
        if isLate { deadline = .after(step.timeToAct) }
        return true
    }

    /// Looks once more right before the press: the same words at the same place, on the same element.
    ///
    /// - Returns: what is different; nil for a target that was found in another way, too.
    mutating func whyNotDrawn(_ name: TargetName, at point: Point, _ answer: TargetAnswer) async throws -> String? {
        guard let known = drawn[name], let words = try target(name).screenText, let spot = answer.spot else {
            return nil
        }
        do throws(NotDrawn) {
            let box = try await boxOnScreen(words, isAgain: true)
            guard known.isStill(box, at: point) else { return "its words stand elsewhere on the picture now" }
        } catch {
            if case .over(let error) = error { throw error }
            return error.words
        }
        let look = try await answer.way.place.look(
            "isAimed",
            pointed(at: spot),
            document: answer.document,
            deadline: deadline.later(by: TargetRequest.patience)
        )
        return look.value["aimed"]?.bool == true ? nil : "something came in front of its words"
    }

    /// What was taken is no more what it was.
    mutating func forgetDrawn(_ name: TargetName) {
        drawn[name] = nil
        rescued[name] = nil
    }

    /// Why nothing is taken.
    private enum NotDrawn: Error {
        case because(String)
        /// The step cannot go on.
        case over(any Error)

        var words: String { if case .because(let words) = self { words } else { "the run is over" } }
    }

    /// Where the words stand, in CSS pixels.
    ///
    /// - Parameter isAgain: whether it is known that they stand nowhere else; what changes all the time beside them is not
    ///   waited for then.
    private func boxOnScreen(_ words: String, isAgain: Bool = false) async throws(NotDrawn) -> Rectangle {
        guard let screen = player.screen else { throw .because("nothing here reads pictures of pages") }
        let look: ScreenLook
        do { look = try await self.look(screen) } catch {
            guard !Task.isCancelled, let error = error as? any ExplainedError else { throw .over(error) }
            throw .because("the picture could not be read [\(error.code)]")
        }
        switch look {
        case .withheld(let why): throw .because(why)
        case .seen(let page, let width):
            guard page.isWhole || isAgain else { throw .because("the picture was not read to its end yet") }
            switch screen.place(of: words, in: page.lines) {
            case .nowhere: throw .because("its words are not on the picture")
            case .several: throw .because("its words are on the picture more than once")
            case .amongOthers: throw .because("the line that holds its words says more than that")
            case .unsure: throw .because("its words may be read wrong")
            case .at(let line):
                let scale = page.width > 0 ? width / page.width : 1
                return Rectangle(
                    x: line.box.x * scale,
                    y: line.box.y * scale,
                    width: line.box.width * scale,
                    height: line.box.height * scale
                )
            }
        }
    }

    /// Has the page's script take the element on which the words stand.
    private mutating func takeDrawn(_ name: TargetName, _ target: Target, in box: Rectangle, _ way: FrameWay)
        async throws(NotDrawn)
    {
        let answer: JSONValue
        do { answer = try await askForDrawn(target, in: box, way) } catch {
            throw (error as? BrowsingError)?.reason == .documentGone && !deadline.hasPassed
                ? .because("another page came") : .over(error)
        }
        guard answer["status"]?.string == "adopted", let number = answer["number"]?.int,
            let x = answer["place"]?["x"]?.double, let y = answer["place"]?["y"]?.double
        else { throw .because("what its words stand on \(answer["why"]?.string ?? "is gone")") }
        // The words were approved; what the element is called besides was not.
        let names = (answer["names"]?.array ?? []).compactMap(\.string)
        guard !names.contains(where: IrreversibleWording.isHeld) else {
            throw .because("what its words stand on is called like something that cannot be undone")
        }
        rescued[name] = Rescue(number: number, heal: nil)
        drawn[name] = DrawnPlace(box: box, place: BoxPlace(x: x, y: y))
    }

    private func askForDrawn(_ target: Target, in box: Rectangle, _ way: FrameWay) async throws -> JSONValue {
        let edges: JSONValue = [
            "x": .double(box.x), "y": .double(box.y), "width": .double(box.width), "height": .double(box.height),
        ]
        return try await way.place
            .look(
                "drawnAt",
                ["target": TargetRequest.json(of: target), "box": edges, "drawn": .bool(target.isDrawn)],
                document: way.document,
                deadline: .after(RescueLimits.box)
            )
            .value
    }

    /// Keeps what the page showed before anything was done with it.
    private mutating func showDrawn(_ name: TargetName) async {
        let begun = ContinuousClock.now
        let picture = await picture(.found)
        deadline = deadline.later(by: ContinuousClock.now - begun)
        rescued[name]?.picture = picture
        report.rescue?.picture = picture
    }
}
