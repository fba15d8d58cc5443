// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
internal import WebAddresses

/// A skill as a person reviews it: what it may reach, and each step in plain words.
///
/// It is made of the very text that is approved, and says nothing that the text does not.
public struct SkillReview: Sendable, Hashable, Codable {
    /// What the pages are shown in, in CSS pixels: width, height.
    public var viewport: [Int]
    /// What it may reach, one sentence each.
    public var reach: [SkillReach]
    /// The steps, in order.
    public var steps: [StepReview]

    /// Reads a skill's text; nil when it cannot be read, which its diagnostics say.
    public static func of(_ source: String) -> SkillReview? {
        let reading = SkillReader.read(Array(source.utf8), file: "")
        return reading.skill.map { SkillReview($0, positions: reading.positions) }
    }

    init(_ skill: Skill, positions: SkillPositions) {
        viewport = [skill.browser.viewportWidth, skill.browser.viewportHeight]
        reach = SkillReach.all(of: skill)
        var walk = SiteWalk(skill)
        steps = skill.steps.map { step in
            let site = walk.site(of: step)
            return StepReview(step, of: skill, on: site, line: positions.step(step.id.rawValue).line)
        }
    }
}

/// One step as a person reviews it.
public struct StepReview: Sendable, Hashable, Codable {
    /// Its id.
    public var id: String
    /// The line of the file where it stands.
    public var line: Int
    /// What it does, to which element, and what then happens.
    public var sentence: String
    /// The site that it acts on; nil when the file does not say.
    public var site: String?
    /// That site's origin.
    public var origin: String?
    /// Where the values that it gives to the page come from.
    public var values: [ValueSource]
    /// What is dangerous about it; nil when nothing is.
    public var risk: StepRisk?
    /// The elements that it is about.
    public var targets: [TargetReview]

    init(_ step: Step, of skill: Skill, on site: Site?, line: Int) {
        id = step.id.rawValue
        self.line = line
        sentence = StepSentence(skill: skill).text(of: step)
        self.site = site?.name
        origin = site?.origin.text
        values = step.templates.flatMap(\.parts).map { ValueSource($0, in: skill) }
        risk = StepRisk.of(step, on: site)
        targets = step.action.targets.compactMap { skill.target($0) }.map(TargetReview.init)
    }
}

/// One element as a person reviews it.
public struct TargetReview: Sendable, Hashable, Codable {
    /// Its name in the file.
    public var name: String
    /// What it looked like.
    public var looks: String
    /// How it is found, in the order in which it is asked.
    public var locators: [LocatorReview]
    /// Where it was: left, top, width, height in CSS pixels; empty when that was not written down.
    public var box: [Int]

    init(_ target: Target) {
        name = target.name.text
        looks = target.looks
        locators = target.locators.map(LocatorReview.init)
        box = target.fingerprint.box.count == 4 && target.frame == nil ? target.fingerprint.box : []
    }
}

/// One way to find an element.
public struct LocatorReview: Sendable, Hashable, Codable {
    /// `xpath`, `css` or `role`.
    public var kind: String
    /// What it looks for.
    public var value: String
    /// How many elements it matched when it was recorded.
    public var matched: Int

    init(_ locator: Locator) {
        kind = locator.kind
        matched = locator.matched
        switch locator {
        case .xpath(let text, _): value = text
        case .css(let parts, _): value = parts.joined(separator: " ⟩⟩ ")
        case .role(let role, let name, _): value = "\(role) “\(name)”"
        }
    }
}
