// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What may come down in one session.
public struct DownloadLimits: Sendable, Hashable {
    /// The most bytes of one file.
    public var size: Int64
    /// The most files.
    public var count: Int

    /// Sets limits.
    public init(size: Int64 = 200_000_000, count: Int = 20) {
        self.size = size
        self.count = count
    }
}

/// Who decides on a session's downloads.
public enum DownloadPolicy: Sendable, Hashable {
    /// What was planned for it; anything else is cancelled.
    case plan
    /// Whoever drives the tab: everything within the limits comes down, and is removed with the session.
    case person
}

/// Why a download came to nothing.
enum DownloadFailure: Sendable, Hashable {
    case unexpected, tooLarge, tooMany, interrupted, unfinished
}

/// What is known of a session's downloads: a value that takes the browser's events and answers what must be cancelled.
struct DownloadBook: Sendable {
    /// One that may come down.
    struct Entry: Sendable, Hashable {
        let guid: String
        let name: String
        var received: Int64 = 0
        var state = State.going
    }

    /// How one stands.
    enum State: Sendable, Hashable {
        case going, done, taken
        case failed(DownloadFailure)
    }

    let policy: DownloadPolicy
    let limits: DownloadLimits
    /// The names of those that are expected.
    var plan: [NamePattern] = []
    private(set) var entries: [Entry] = []
    /// How many came that no plan foresaw.
    private(set) var unexpected = 0
    /// How many have begun.
    private(set) var count = 0

    init(policy: DownloadPolicy, limits: DownloadLimits) {
        self.policy = policy
        self.limits = limits
    }

    /// Whether every download that was planned has begun and none is under way.
    var isSettled: Bool { plan.isEmpty && !entries.contains { $0.state == .going } }

    /// What the first one that failed died of.
    var failure: (name: String, why: DownloadFailure)? {
        for entry in entries { if case .failed(let why) = entry.state { return (entry.name, why) } }
        return nil
    }

    /// Forgets those that no plan foresaw, because a person was there to see them.
    mutating func forgiveUnexpected() { unexpected = 0 }

    /// Takes the beginning of a download.
    ///
    /// - Returns: why it must be cancelled; nil to let it go on.
    mutating func began(_ guid: String, name: String) -> DownloadFailure? {
        count += 1
        if let expected = plan.firstIndex(where: { $0.matches(name) }) {
            plan.remove(at: expected)
        } else if policy == .plan {
            unexpected += 1
            return .unexpected
        }
        let isTooMany = entries.count >= limits.count
        // One more than may be is remembered, so that it can be told; not those after it.
        if entries.count <= limits.count {
            entries.append(Entry(guid: guid, name: name, state: isTooMany ? .failed(.tooMany) : .going))
        }
        return isTooMany ? .tooMany : nil
    }

    /// Takes how far a download is.
    ///
    /// - Returns: why it must be cancelled; nil to let it go on.
    mutating func advanced(_ guid: String, received: Int64, total: Int64, isDone: Bool, isCancelled: Bool)
        -> DownloadFailure?
    {
        guard let index = entries.firstIndex(where: { $0.guid == guid }), entries[index].state == .going else {
            return nil
        }
        entries[index].received = received
        if received > limits.size || total > limits.size {
            entries[index].state = .failed(.tooLarge)
            return .tooLarge
        }
        if isDone { entries[index].state = .done }
        if isCancelled { entries[index].state = .failed(.interrupted) }
        return nil
    }

    /// Gives up what is still under way or has never begun.
    ///
    /// - Returns: those that must be cancelled.
    mutating func giveUp() -> [String] {
        plan = []
        var cancelled: [String] = []
        for index in entries.indices where entries[index].state == .going {
            entries[index].state = .failed(.unfinished)
            cancelled.append(entries[index].guid)
        }
        return cancelled
    }

    /// Hands out those that are done, each once.
    mutating func takeDone() -> [Entry] {
        var done: [Entry] = []
        for index in entries.indices where entries[index].state == .done {
            done.append(entries[index])
            entries[index].state = .taken
        }
        return done
    }
}

extension DownloadFailure {
    /// In words, with what to do.
    func error(name: String) -> BrowsingError {
        switch self {
        case .unexpected:
            BrowsingError(code: .downloadFailed, message: "The download '\(name)' was expected by no step.")
        case .tooLarge:
            BrowsingError(
                code: .downloadTooLarge,
                message:
                    "The download '\(name)' is larger than \(DownloadLimits().size / 1_000_000) MB, so it was stopped."
            )
        case .tooMany:
            BrowsingError(
                code: .tooManyDownloads,
                message: "'\(name)' would be more than the \(DownloadLimits().count) files that a run may download."
            )
        case .interrupted:
            BrowsingError(
                code: .downloadFailed,
                message: "The download '\(name)' broke off: see whether the site is up and the disk has room."
            )
        case .unfinished:
            BrowsingError(
                code: .downloadUnfinished,
                message: "The download '\(name)' did not end in time, so it was stopped: give the step more time with "
                    + "'within' if it is only slow."
            )
        }
    }
}
