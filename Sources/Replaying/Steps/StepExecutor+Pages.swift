// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

extension StepExecutor {
    /// Begins an action that is done with its one message, and whose answer may be waited for by whoever drives.
    func beginUnguarded() throws {
        try shield.begin()
        shield.end()
    }

    /// How long a page that asks before it is left has until the browser knows that it does.
    private static let handlerTime: Duration = .milliseconds(250)

    /// Gives a page that should ask before it is left the time to say that it will: the browser hears of a handler on
    /// another way than of what the step before has set off.
    private func letPageAsk() async throws {
        let isAsked = step.then.contains {
            if case .dialog(let dialog) = $0 { dialog.kind == .beforeunload } else { false }
        }
        if isAsked { try await Task.sleep(for: StepExecutor.handlerTime) }
    }

    mutating func open(_ site: SiteAddress) async throws {
        try await letPageAsk()
        let address = try values.address(of: site, in: admitted.skill)
        let permit = try await permit(.open(address))
        report.attempts = 1
        try beginUnguarded()
        try await tab.open(address, permit: permit, deadline: deadline)
    }

    mutating func history(_ offset: Int) async throws {
        try await letPageAsk()
        let permit = try await permit(.history)
        report.attempts = 1
        try beginUnguarded()
        try await tab.goInHistory(by: offset, permit: permit, deadline: deadline)
    }

    /// A tab that has closed itself meanwhile is closed.
    mutating func closeTab() async throws {
        try await letPageAsk()
        let permit = try await permit(.closeTab)
        report.attempts = 1
        try beginUnguarded()
        try await tab.close(permit: permit, deadline: deadline)
    }

    mutating func reload() async throws {
        try await letPageAsk()
        let permit = try await permit(.reload)
        report.attempts = 1
        try beginUnguarded()
        try await tab.reload(permit: permit, deadline: deadline)
    }
}
