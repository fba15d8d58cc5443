// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

/// What a new tab is told while the browser still holds it, and a frame that has a process of its own.
struct TabSetUp {
    let session: CDPSession
    let options: SessionOptions
    /// Whether a chooser of files may open in a window.
    let hasWindow: Bool
    /// Whether it is a frame: the page's size is not its own.
    var isFrame = false
    /// The requests that pass through here, so that their servers' questions are heard.
    var questions: [Fetch.RequestPattern] = []
    /// How long it may take: a page whose server asks comes only when somebody has answered.
    var patience: Duration = .seconds(10)

    /// Sends everything at once and lets the page go; the answers are awaited together.
    ///
    /// - Returns: the frames that are there at that moment, its own first.
    func send() async throws -> Page.FrameTree {
        let deadline = Deadline.after(patience)
        var pending: [any PendingAnswer] = [
            try session.enqueue(Page.Enable(enableFileChooserOpenedEvent: true), deadline: deadline),
            try session.enqueue(Inspector.Enable(), deadline: deadline),
            try session.enqueue(Runtime.Enable(), deadline: deadline),
            try session.enqueue(Emulation.SetFocusEmulationEnabled(enabled: true), deadline: deadline),
            try session.enqueue(TabSetUp.attachChildren, deadline: deadline),
        ]
        if !isFrame {
            let size = Emulation.SetDeviceMetricsOverride(
                width: options.viewport.width,
                height: options.viewport.height,
                deviceScaleFactor: 1,
                mobile: false
            )
            pending.append(try session.enqueue(size, deadline: deadline))
        }
        if options.choosers == .held || !hasWindow {
            pending.append(
                try session.enqueue(Page.SetInterceptFileChooserDialog(enabled: true), deadline: deadline)
            )
        }
        if let resources = options.resources {
            pending += try TabPump.hold(session, to: resources, deadline: deadline)
        } else if options.hearsRequests {
            let network = Network.Enable(maxTotalBufferSize: 0, maxResourceBufferSize: 0)
            pending.append(try session.enqueue(network, deadline: deadline))
        }
        if let locale = options.locale {
            pending.append(try session.enqueue(Emulation.SetLocaleOverride(locale: locale), deadline: deadline))
        }
        if let timezone = options.timezone {
            pending.append(
                try session.enqueue(Emulation.SetTimezoneOverride(timezoneId: timezone), deadline: deadline)
            )
        }
        if let place = options.place {
            let override = Emulation.SetGeolocationOverride(
                latitude: place.latitude,
                longitude: place.longitude,
                accuracy: 10
            )
            pending.append(try session.enqueue(override, deadline: deadline))
        }
        if let agent = options.userAgent {
            pending.append(try session.enqueue(Emulation.SetUserAgentOverride(userAgent: agent), deadline: deadline))
        }
        if options.permissions.isAsked { pending += try PermissionPolicy.halt(in: session, deadline: deadline) }
        pending += try TabSetUp.enqueue(
            options.scripts,
            options.bindings + [PageFrame.hostsBinding, SecretMasks.binding, PermissionPolicy.binding],
            in: session,
            deadline: deadline
        )
        if !questions.isEmpty {
            pending.append(
                try session.enqueue(Fetch.Enable(patterns: questions, handleAuthRequests: true), deadline: deadline)
            )
        }
        pending.append(try session.enqueue(Runtime.RunIfWaitingForDebugger(), deadline: deadline))
        let tree = try session.enqueue(Page.GetFrameTree(), deadline: deadline)
        for answer in pending { try await answer.wait() }
        return try await tree.value.frameTree
    }

    /// Our scripts in every document of a session, and what only they can call.
    static func enqueue(
        _ scripts: [PageScript],
        _ bindings: [String],
        in session: CDPSession,
        deadline: Deadline
    ) throws -> [any PendingAnswer] {
        var pending: [any PendingAnswer] = []
        for binding in bindings {
            pending.append(
                try session.enqueue(
                    Runtime.AddBinding(name: binding, executionContextName: TabState.worldName),
                    deadline: deadline
                )
            )
        }
        for script in scripts {
            pending.append(
                try session.enqueue(
                    Page.AddScriptToEvaluateOnNewDocument(
                        source: script.source,
                        worldName: TabState.worldName,
                        runImmediately: true
                    ),
                    deadline: deadline
                )
            )
        }
        return pending
    }

    /// Frames of other sites have processes, and sessions, of their own; each is held until it has been told the same.
    ///
    /// So are workers, always: Chromium holds those that the filter leaves out as well, and then nobody lets them go.
    private static let attachChildren = Target.SetAutoAttach(
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
        filter: ["iframe", "worker"].map { Target.FilterEntry(type: $0) }
    )
}
