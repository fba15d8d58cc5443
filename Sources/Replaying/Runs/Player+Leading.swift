// SPDX-License-Identifier: Apache-2.0
public import Browsing
internal import Oversight
public import SkillKit
public import Vocabulary

extension Player {
    /// Replays the first steps of a skill in a tab of somebody else's session, and leaves its tabs to them.
    ///
    /// It is a run like any other: the gate decides each action, a person is asked before an irreversible one, and the
    /// log tells of every step.
    ///
    /// - Parameters:
    ///   - admitted: what to replay.
    ///   - count: how many of its steps.
    ///   - inputs: values by input name; what is missing takes its default.
    ///   - run: the run's name.
    ///   - tab: where; the session is set up as ``sessionOptions(for:)`` says, and perhaps for more.
    ///   - session: whose tab it is.
    ///   - observer: told of each step.
    /// - Returns: the tabs that the steps opened.
    /// - Throws: what ended it early.
    public func lead(
        _ admitted: AdmittedSkill,
        count: Int,
        inputs: [String: String],
        run: RunID,
        in tab: Tab,
        of session: BrowsingSession,
        observer: (any RunObserver)? = nil
    ) async throws -> [TabName: Tab] {
        let clock = ContinuousClock.now
        defer { secrets.forgetTold(run) }
        let log = RunLog(run: run, admitted: admitted, events: events, observer: observer)
        var play = Performance(player: self, admitted: admitted, log: log)
        do {
            let values = try RunValues(given: inputs, for: admitted.skill)
            try await log.began(before: admitted.skill.steps.dropFirst(count).first?.id)
            let tabs = try await play.perform(values, in: tab, of: session, count: count)
            _ = await log.ended(play, after: clock.duration(to: .now))
            return tabs
        } catch {
            play.failure = error
            _ = await log.ended(play, after: clock.duration(to: .now))
            throw error
        }
    }
}
