// SPDX-License-Identifier: Apache-2.0
public import Browsing
public import SkillKit

/// What brings a tab to where a recording goes on from a skill.
public struct TeachingLead: Sendable {
    /// The skill, and how many of its steps are kept.
    public let skill: ContinuedSkill
    /// What the replay is given: shown by pages, and no part of what is recorded after it.
    let given: [String]
    /// How a session must be set up for the replay and for the recorder.
    let sessionOptions: SessionOptions
    /// Replays these steps, and answers the tabs that they opened.
    let replay: @Sendable (Tab, BrowsingSession) async throws -> [TabName: Tab]

    /// Joins a skill with what replays it: the replay is no part of this module, which only watches.
    ///
    /// - Parameters:
    ///   - skill: whose steps are kept.
    ///   - given: values of inputs.
    ///   - options: how a session must be set up for the replay.
    ///   - replay: does exactly the kept steps, in the tab that it is given.
    public init(
        skill: ContinuedSkill,
        given: [String],
        options: SessionOptions,
        replay: @escaping @Sendable (Tab, BrowsingSession) async throws -> [TabName: Tab]
    ) {
        self.skill = skill
        self.given = given
        sessionOptions = TeachingSession.sessionOptions(extending: options)
        self.replay = replay
    }
}
