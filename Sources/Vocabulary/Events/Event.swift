// SPDX-License-Identifier: Apache-2.0

/// Something that happened or is about to, as the part that does it tells it to the audit log.
///
/// The log adds the number, the time and the hash (design: audit envelope, schema 1). `extra` must hold no secret, no
/// value that a person typed and no text of a page; whole numbers and short texts only.
public struct Event: Sendable, Hashable {
    /// What happened.
    public let name: EventName
    /// Which part, or who, did it.
    public let source: EventSource
    /// How it stands.
    public let outcome: EventOutcome
    /// The way it came or went.
    public let transport: EventTransport
    /// Shared by the events of one operation.
    public let correlationID: CorrelationID
    /// What else is worth keeping, by name.
    public let extra: [String: JSONValue]

    /// Describes one event.
    public init(
        _ name: EventName,
        source: EventSource,
        outcome: EventOutcome,
        transport: EventTransport = .local,
        correlationID: CorrelationID,
        extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.source = source
        self.outcome = outcome
        self.transport = transport
        self.correlationID = correlationID
        self.extra = extra
    }
}

/// What can happen: a closed set, so that a reader of the log can know all of it.
public enum EventName: String, Sendable, Hashable, Codable, CaseIterable {
    case applianceStarted = "appliance_started"
    case applianceStopped = "appliance_stopped"
    case browserStarted = "browser_started"
    case browserExited = "browser_exited"
    case browserDegraded = "browser_degraded"
    case tabCrashed = "tab_crashed"
    case dialogOpened = "dialog_opened"
    case signInAsked = "sign_in_asked"
    case resourceHeldBack = "resource_held_back"
    case downloadStarted = "download_started"
    case fileKept = "file_kept"
    case fileUploaded = "file_uploaded"
    case recordingStarted = "recording_started"
    case recordingStopped = "recording_stopped"
    case recordingEdited = "recording_edited"
    case skillProposed = "skill_proposed"
    case skillApproved = "skill_approved"
    case skillRejected = "skill_rejected"
    case skillDeleted = "skill_deleted"
    case skillRefused = "skill_refused"
    case runQueued = "run_queued"
    case runStarted = "run_started"
    case runStateChanged = "run_state_changed"
    case runEnded = "run_ended"
    case controlChanged = "control_changed"
    case actionInjected = "action_injected"
    case stepStarted = "step_started"
    case stepEnded = "step_ended"
    case actionDecided = "action_decided"
    case approvalRequested = "approval_requested"
    case approvalDecided = "approval_decided"
    case grantAdded = "grant_added"
    case grantRemoved = "grant_removed"
    case loginAdded = "login_added"
    case loginRemoved = "login_removed"
    case authorityAdded = "authority_added"
    case authorityRemoved = "authority_removed"
    case killSwitchChanged = "kill_switch_changed"
    case secretStored = "secret_stored"
    case secretRemoved = "secret_removed"
    case secretTyped = "secret_typed"
    case modelAsked = "model_asked"
    case observerState = "observer_state"
    case observationTick = "observation_tick"
    case observationTickSlow = "observation_tick_slow"
    case observationGap = "observation_gap"
    case observationsPurged = "observations_purged"
    case sessionOpened = "session_opened"
    case requestRefused = "request_refused"
    case inputRejected = "input_rejected"
}

/// Which part, or who, an event comes from.
public enum EventSource: String, Sendable, Hashable, Codable, CaseIterable {
    case appliance, browser, recorder, replayer, advisor, gate, registry, console, observer, `operator`, agent
}

/// How the thing that an event tells of stands.
public enum EventOutcome: String, Sendable, Hashable, Codable, CaseIterable {
    /// It is about to happen: the intent, written before the effect.
    case started
    /// It is over and did what it should.
    case succeeded
    /// It is over and did not.
    case failed
    /// A gate let it pass.
    case allowed
    /// A gate said no.
    case denied
    /// It waits for a person.
    case pending
    /// Somebody stopped it.
    case cancelled
    /// The process ended before it was over.
    case interrupted
}

/// The way by which something reached or left the appliance.
public enum EventTransport: String, Sendable, Hashable, Codable, CaseIterable {
    /// Inside the process.
    case local
    /// Over the browser's protocol.
    case cdp
    /// Over the HTTP API.
    case http
    /// From a command on the command line.
    case cli
    /// From or to a file of the home.
    case file
}
