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

    mutating func open(_ site: SiteAddress) async throws {
        let address = try values.address(of: site, in: admitted.skill)
        let permit = try await permit(.open(address))
        report.attempts = 1
        try beginUnguarded()
        try await tab.open(address, permit: permit, deadline: deadline)
    }

    mutating func history(_ offset: Int) async throws {
        let permit = try await permit(.history)
        report.attempts = 1
        try beginUnguarded()
        try await tab.goInHistory(by: offset, permit: permit, deadline: deadline)
    }

    /// A tab that has closed itself meanwhile is closed.
    mutating func closeTab() async throws {
        let permit = try await permit(.closeTab)
        report.attempts = 1
        try beginUnguarded()
        try await tab.close(permit: permit, deadline: deadline)
    }

    mutating func reload() async throws {
        let permit = try await permit(.reload)
        report.attempts = 1
        try beginUnguarded()
        try await tab.reload(permit: permit, deadline: deadline)
    }
}
