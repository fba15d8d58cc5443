// SPDX-License-Identifier: Apache-2.0
public import Browsing
public import SkillKit
internal import Synchronization
internal import Vocabulary

/// A run that a person has taken over, and in whose tab they go on.
public struct TakeoverLead: Sendable {
    /// The skill, and how many of its steps the run has done.
    public let skill: ContinuedSkill
    let given: [String]
    let tab: Tab
    let first: Tab
    let tabs: [TabName: Tab]
    let session: BrowsingSession
    let untilOver: @Sendable () async -> Void

    /// Joins what a recording in the middle of a run needs.
    ///
    /// - Parameters:
    ///   - skill: whose steps were done.
    ///   - given: values of inputs.
    ///   - tab: where the person goes on.
    ///   - first: the tab that the run began with.
    ///   - tabs: those that its steps have opened.
    ///   - session: whose tabs they are.
    ///   - untilOver: returns when the person does not drive any more.
    public init(
        skill: ContinuedSkill,
        given: [String],
        tab: Tab,
        first: Tab,
        tabs: [TabName: Tab],
        session: BrowsingSession,
        untilOver: @escaping @Sendable () async -> Void
    ) {
        self.skill = skill
        self.given = given
        self.tab = tab
        self.first = first
        self.tabs = tabs
        self.session = session
        self.untilOver = untilOver
    }
}

extension TeachingSession {
    /// Records what a person does who drives a run, until they are told to stop or do not drive any more.
    ///
    /// - Parameters:
    ///   - lead: the run.
    ///   - stop: ends the recording with its first element, or its end.
    ///   - begun: told how to edit it.
    public func record(
        during lead: TakeoverLead,
        until stop: AsyncStream<Void>,
        begun: @escaping @Sendable (TeachingControls) -> Void
    ) async throws {
        try await lead.session.add(
            TeachingSession.recorder,
            bindings: [TeachingSession.binding],
            deadline: .after(.seconds(5))
        )
        let watch = TabWatch(first: lead.tab, arrivals: lead.session.followedArrivals(), writer: writer)
        watch.prepare(for: lead.skill, given: lead.given)
        let controls = TeachingControls(tab: lead.tab.id, watch: watch)
        let (ends, end) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        try await withThrowingTaskGroup(of: Bool.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                try await watch.run(until: ends) {
                    try await controls.goOn(from: lead.skill, in: lead.tabs, and: lead.first)
                    begun(controls)
                }
                return true
            }
            group.addTask {
                for await _ in stop { break }
                end.yield()
                return false
            }
            group.addTask {
                await lead.untilOver()
                end.yield()
                return false
            }
            while let isOver = try await group.next(), !isOver {}
        }
        writer.synchronize()
    }
}

extension TabWatch {
    /// Nothing is written down yet; but what was given is learnt, to be taken out of what follows.
    func prepare(for skill: ContinuedSkill, given: [String]) {
        hearing.withLock { hearing in
            hearing.isPaused = true
            for value in given { hearing.scrubber.learn(given: value) }
            for (field, secret) in skill.secretFields { hearing.hidden.hide(field, named: secret) }
        }
    }
}
