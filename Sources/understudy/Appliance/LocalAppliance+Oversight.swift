// SPDX-License-Identifier: Apache-2.0
internal import Auditing
internal import Browsing
internal import Console
internal import Oversight
internal import Synchronization
internal import Vocabulary
internal import WebAddresses

extension LocalAppliance: ApplianceControl {
    func status() async throws -> ApplianceStatus {
        let browser = supervisor.status
        var warnings: [String] = []
        if let endpoint = browser.endpoint {
            warnings.append(
                "Whoever may connect to \(endpoint.prefix { $0 != "d" }) on this machine drives the browser."
            )
        }
        if browser.isAttached {
            warnings.append(
                "Something else runs the browser (--attach): it is not started again when it ends, and nothing is known "
                    + "of its sandbox."
            )
        }
        if browser.isSandboxOff { warnings.append("The browser runs WITHOUT its sandbox (--unsafe-no-sandbox).") }
        warnings += observerWarnings
        if killSwitch.isOn { warnings.append("The kill switch is on: nothing acts.") }
        return ApplianceStatus(
            version: programVersion,
            home: home,
            address: address.withLock { $0 },
            browser: summary(of: browser),
            killSwitch: killSwitch.isOn,
            liveRuns: live.liveCount,
            recording: teaching.liveSlug,
            warnings: warnings
        )
    }

    func grants() async throws -> GrantList {
        let current = grantStore.current
        return GrantList(
            networkDomains: current.networkDomains.map(\.text).sorted(),
            readPaths: current.readPaths.sorted(),
            observedDomains: current.observedDomains.map(\.text).sorted(),
            observedRuns: current.observedRuns.sorted { $0.rawValue < $1.rawValue }
        )
    }

    func addGrant(_ grant: GrantName, by principal: Principal) async throws -> GrantList {
        switch grant {
        case .origin(let origin): try await grantStore.add(WebOrigin(origin), by: principal.rawValue, events: audit)
        case .readPath(let path): try await grantStore.add(readPath: path, by: principal.rawValue, events: audit)
        case .observe(let origin):
            try await grantStore.add(observed: WebOrigin(origin), by: principal.rawValue, events: audit)
        case .observedRun(let run):
            try await grantStore.add(observedRun: run, by: principal.rawValue, events: audit)
        }
        return try await grants()
    }

    func removeGrant(_ grant: GrantName, by principal: Principal) async throws -> GrantList {
        switch grant {
        case .origin(let origin): try await grantStore.remove(WebOrigin(origin), by: principal.rawValue, events: audit)
        case .readPath(let path): try await grantStore.remove(readPath: path, by: principal.rawValue, events: audit)
        case .observe(let origin):
            try await grantStore.remove(observed: WebOrigin(origin), by: principal.rawValue, events: audit)
        case .observedRun(let run):
            try await grantStore.remove(observedRun: run, by: principal.rawValue, events: audit)
        }
        return try await grants()
    }

    func setKillSwitch(_ on: Bool, by principal: Principal) async throws {
        try await killSwitch.set(on, by: principal.rawValue, events: audit)
    }

    func secrets() async throws -> [SecretSummary] {
        secretStore.list().map { SecretSummary(name: $0.name, origin: $0.origin.text) }
    }

    func setSecret(_ request: SetSecret, by principal: Principal) async throws {
        try await secretStore.set(
            request.name,
            origin: WebOrigin(request.origin),
            value: Secret(request.value),
            events: audit
        )
    }

    func removeSecret(_ name: String, by principal: Principal) async throws {
        try await secretStore.remove(name, events: audit)
    }

    func events(_ query: EventQuery) async throws -> [AuditLine] {
        try await audit.lines(
            after: query.after,
            limit: query.limit,
            filter: LineFilter(event: query.event, run: query.run)
        )
        .map { AuditLine(seq: $0.sequence, json: $0.line) }
    }

    func eventStream(after sequence: Int64, of run: RunID?) -> AsyncThrowingStream<AuditLine, any Error> {
        let lines = audit.follow(after: sequence, filter: LineFilter(run: run))
        let reader = LineReader(lines: lines.makeAsyncIterator())
        return AsyncThrowingStream { try await reader.next() }
    }

    func auditLines(after sequence: Int64, limit: Int) async throws -> [CheckedAuditLine] {
        try await audit.checkedLines(after: sequence, limit: limit)
            .map { CheckedAuditLine(seq: $0.sequence, line: $0.line, finding: $0.finding) }
    }

    func verifyAudit() async throws -> AuditVerification {
        switch try await audit.verify() {
        case .intact(let events): AuditVerification(isIntact: true, events: events, brokenAt: nil, reason: nil)
        case .broken(let sequence, let reason):
            AuditVerification(isIntact: false, events: sequence - 1, brokenAt: sequence, reason: reason)
        case .altered(let events, let reason):
            AuditVerification(isIntact: false, events: events, brokenAt: nil, reason: reason)
        }
    }

    private func summary(of browser: BrowserStatus) -> BrowserSummary {
        let (state, reason): (String, String?) =
            switch browser.state {
            case .starting: ("starting", nil)
            case .ready: ("ready", nil)
            case .restarting: ("restarting", nil)
            case .degraded(let reason): ("degraded", reason)
            case .stopped: ("stopped", nil)
            }
        return BrowserSummary(
            state: state,
            reason: reason,
            version: browser.version,
            pid: browser.processID.map(Int.init),
            cdp: browser.endpoint,
            sandbox: browser.isAttached ? nil : !browser.isSandboxOff,
            restarts: browser.restarts
        )
    }

    /// One reader of the log, as the API's lines.
    private actor LineReader {
        private var lines: AsyncThrowingStream<StoredLine, any Error>.Iterator

        init(lines: AsyncThrowingStream<StoredLine, any Error>.Iterator) { self.lines = lines }

        func next() async throws -> AuditLine? {
            var iterator = lines
            defer { lines = iterator }
            return try await iterator.next(isolation: self).map { AuditLine(seq: $0.sequence, json: $0.line) }
        }
    }
}
