// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Glibc
internal import Subprocess
internal import SystemPackage
internal import Vocabulary

/// One life of the browser, from its start to its end.
struct BrowserLife {
    let launch: BrowserLaunch
    let board: StatusBoard
    let events: any EventSink
    let listening: @Sendable (_ port: Int) -> Void
    /// Shared by the events of this life.
    let correlationID = CorrelationID.new()

    /// Runs the browser until it ends, which is always told by an error.
    ///
    /// - Throws: ``BrowsingError`` or ``CDP/CDPError``: why there is no browser, or no longer one.
    func run() async throws -> Never {
        switch launch.origin {
        case .attach(let address):
            let area = try StagingArea.prepare(home: launch.home, profile: launch.profile, user: nil)
            let reason = try await serve(at: address, process: nil, log: LogTail(), area: area)
            throw BrowsingError(code: .browserLost, message: "The browser at \(address) is gone: \(reason).")
        case .start(let binary): try await start(binary)
        }
    }

    private func start(_ binary: BrowserBinary) async throws -> Never {
        if launch.isHeadful { try Display.require() }
        let user = try BrowserUser.resolve(preferred: launch.userName)
        try await ProfileFolder.waitForFormerBrowser(
            name: launch.profile,
            home: launch.home,
            deadline: .after(launch.releaseLimit)
        )
        let profile = try ProfileFolder.prepare(name: launch.profile, home: launch.home, user: user)
        let area = try StagingArea.prepare(home: launch.home, profile: launch.profile, user: user)
        let home =
            launch.authorities.isEmpty ? profile.path : try await TrustHome.prepare(for: launch, user: user).path
        try LoopbackPort.requireFree(launch.port)
        let switches = BrowserSwitches(
            flavour: binary.flavour,
            profileFolder: profile.path,
            port: launch.port,
            isHeadful: launch.isHeadful,
            isSandboxOff: launch.isSandboxOff
        )
        let command = Keeper.arguments(parent: getpid(), user: user, command: [binary.path] + switches.arguments)
        let log = LogTail()
        let result = try await Subprocess.run(
            .path(FilePath(launch.keeper.executable)),
            arguments: Arguments(command),
            environment: .custom(BrowserLife.environment(home: home, isHeadful: launch.isHeadful)),
            platformOptions: BrowserLife.platformOptions,
            input: .none,
            output: .discarded,
            error: .sequence
        ) { execution in
            let process = execution.processIdentifier.value
            let reason = try await attend(
                process: process,
                errors: execution.standardError,
                log: log,
                area: area
            )
            let wasReady = board.browser != nil
            try? execution.send(signal: .kill)
            return (reason: reason, wasReady: wasReady)
        }
        let status = BrowserLife.words(result.terminationStatus)
        guard result.closureResult.wasReady else { throw notStarted(binary, status, log) }
        throw BrowsingError(
            code: .browserLost,
            message: "The browser is gone: \(result.closureResult.reason) (\(status)).",
            browserLog: log.last
        )
    }

    /// Follows a started browser until it ends, stops answering, or the task is cancelled.
    private func attend(
        process: Int32,
        errors: SubprocessOutputSequence,
        log: LogTail,
        area: StagingArea
    ) async throws -> String {
        let (announced, announce) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingOldest(1))
        return try await withThrowingTaskGroup(of: String.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                for try await line in errors.strings() {
                    log.append(line)
                    if let range = line.firstRange(of: "DevTools listening on ") {
                        announce.yield(String(line[range.upperBound...].prefix { !$0.isWhitespace }))
                    }
                }
                announce.finish()
                return "it ended"
            }
            group.addTask {
                guard let address = try await firstAddress(announced, log: log) else { return "it ended" }
                return try await serve(at: address, process: process, log: log, area: area)
            }
            return try await group.next() ?? "it ended"
        }
    }

    /// Where the browser listens; nil when it ended without a word of that.
    private func firstAddress(_ announced: AsyncStream<String>, log: LogTail) async throws -> String? {
        do {
            return try await withDeadline(.after(launch.startLimit), waitingFor: "the browser to start") {
                for await address in announced { return address }
                try Task.checkCancellation()
                return nil
            }
        } catch is VocabularyError {
            throw BrowsingError(
                code: .browserDidNotStart,
                message: "The browser did not say within \(launch.startLimit) where it can be driven: "
                    + "see 'understudy doctor'.",
                browserLog: log.last
            )
        }
    }

    /// The browser ended before it answered; its own last lines say why.
    private func notStarted(_ binary: BrowserBinary, _ status: String, _ log: LogTail) -> BrowsingError {
        let lines = log.last
        if launch.isHeadful, Display.isMissed(in: lines) { return Display.missing(browserLog: lines) }
        let advice = lines.isEmpty ? "see whether it is a Chromium" : "its last lines say why"
        return BrowsingError(
            code: .browserDidNotStart,
            message: "The browser \(binary.path) ended before it was ready (\(status)): \(advice).",
            browserLog: lines
        )
    }

    /// Connects, makes the browser known, and stays until the connection or the browser's pulse ends.
    private func serve(at address: String, process: Int32?, log: LogTail, area: StagingArea) async throws -> String {
        let lastLines: @Sendable () -> [String] = { log.last }
        let endpoint = try WebSocketEndpoint(parsing: address)
        listening(endpoint.port)
        return try await CDPConnection.withConnection(
            to: endpoint,
            deadline: .after(launch.startLimit),
            diagnostics: lastLines
        ) { connection in
            let version = try await connection.browser.send(Browser.GetVersion(), deadline: .after(launch.startLimit))
            try requireRecent(version.product)
            let browser = RunningBrowser(
                connection: connection,
                endpoint: address,
                version: version.product,
                log: log,
                area: area,
                isAttached: process == nil,
                hasWindow: process == nil || launch.isHeadful
            )
            return try await withThrowingTaskGroup(of: String.self) { group in
                defer { group.cancelAll() }
                let pump = try await TabPump(browser: browser, events: events)
                group.addTask(executorPreference: connection.executor) {
                    try await pump.run()
                    return "the connection to the browser ended"
                }
                let downloads = try await DownloadPump(browser: browser, events: events)
                group.addTask(executorPreference: connection.executor) {
                    try await downloads.run()
                    return "the connection to the browser ended"
                }
                group.addTask { try await pulse(connection) }
                group.addTask {
                    await browser.pictures.run()
                    return "the connection to the browser ended"
                }
                try await announce(browser, address: address, process: process)
                return try await group.next() ?? "the connection to the browser ended"
            }
        }
    }

    private func announce(_ browser: RunningBrowser, address: String, process: Int32?) async throws {
        try await events.record(
            Event(
                .browserStarted,
                source: .browser,
                outcome: .succeeded,
                transport: .cdp,
                correlationID: correlationID,
                extra: [
                    "version": .string(browser.version), "pid": process.map { .int(Int64($0)) } ?? .null,
                    "sandbox": launch.isAttached ? .null : .bool(!launch.isSandboxOff),
                    "authorities": .array(launch.authorities.map { .string("\($0.name) \($0.sha256)") }),
                ]
            )
        )
        board.update(browser: browser) { status in
            status.state = .ready
            status.version = browser.version
            status.processID = process
            status.endpoint = address
            status.isSandboxOff = launch.isSandboxOff
        }
    }

    /// Asks the browser now and then whether it still answers.
    private func pulse(_ connection: CDPConnection) async throws -> String {
        while true {
            try await Task.sleep(for: launch.pulse)
            do {
                _ = try await connection.browser.send(Browser.GetVersion(), deadline: .after(launch.pulseLimit))
            } catch let error as CDPError {
                return error.isTimeOut ? "the browser stopped answering" : "the connection to the browser ended"
            }
        }
    }

    private func requireRecent(_ product: String) throws(BrowsingError) {
        guard let major = BrowserBinary.majorVersion(of: product), major >= BrowserBinary.oldestMajorVersion else {
            throw BrowsingError(
                code: .browserTooOld,
                message:
                    "The browser is \(product.prefix(60)), but version \(BrowserBinary.oldestMajorVersion) or newer "
                    + "is needed: update Chromium, or name another with --chromium PATH."
            )
        }
    }
}
