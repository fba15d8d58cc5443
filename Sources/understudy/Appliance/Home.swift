// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc
internal import Vocabulary

/// The appliance's data folder, held by one process at a time.
///
/// `appliance.json` beside the lock says where the process that holds it can be asked.
final class Home: Sendable {
    /// Absolute path.
    let path: String
    private let lock: HomeLock

    /// How a home can be used now.
    enum Access: Sendable {
        /// It is this process's.
        case taken(Home)
        /// Another process serves it, and answers.
        case served(address: String, process: Int)
    }

    /// The folder meant by `--home`, the environment, or the account.
    ///
    /// - Throws: ``CommandError`` with `home_unusable` when `--home` is empty, which would mean the working directory.
    static func path(given: String?) throws -> String {
        guard given != "" else { throw CommandError.homeEmpty }
        let inherited = ProcessInfo.processInfo.environment["UNDERSTUDY_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        let chosen = given ?? inherited ?? (geteuid() == 0 ? "/var/lib/understudy" : NSHomeDirectory() + "/.understudy")
        return URL(fileURLWithPath: chosen).standardizedFileURL.path
    }

    /// Takes a home for this process, or finds who serves it.
    ///
    /// A command that holds the home only for a moment is waited for, and so is an appliance on its way up or down.
    ///
    /// - Throws: ``CommandError`` with `home_in_use` when the time is up, or `home_unusable`.
    static func reach(_ path: String, within limit: Duration = .seconds(10)) async throws -> Access {
        try HomeFolder.prepare(path)
        let lock = try HomeLock(home: path)
        if lock.isTakenNow() { return .taken(try Home(path: path, lock: lock)) }
        do {
            return try await withDeadline(.after(limit), waitingFor: "the home") {
                try await firstAccess(path, lock)
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            throw CommandError.homeInUse(path, process: HomeOwner.read(path)?.pid)
        }
    }

    /// Takes a home for this process.
    ///
    /// - Throws: ``CommandError`` with `home_in_use` or `home_unusable`. A home that is in use has a log that is not
    ///   ours to write, so this refusal is in no log.
    static func take(_ path: String) async throws -> Home {
        switch try await reach(path) {
        case .taken(let home): home
        case .served(_, let process): throw CommandError.homeInUse(path, process: process)
        }
    }

    /// What comes first: that the lock is ours, or that its owner can be asked.
    private static func firstAccess(_ path: String, _ lock: HomeLock) async throws -> Access {
        try await withThrowingTaskGroup(of: Access.self) { group in
            defer { group.cancelAll() }
            group.addTask { .taken(try Home(path: path, lock: try await lock.take())) }
            group.addTask {
                try await FolderWatch.look(in: path) {
                    guard let owner = HomeOwner.read(path), owner.isAlive, let address = owner.address,
                        await RemoteAppliance.answers(at: address)
                    else { return nil }
                    return .served(address: address, process: owner.pid)
                }
            }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }

    private init(path: String, lock: HomeLock) throws {
        self.path = path
        self.lock = lock
        for folder in ["recordings", "skills", "tokens"] { try HomeFolder.make(path + "/" + folder, mode: 0o700) }
        // On a full disk what is there can still be read; what a former owner said must not stay.
        do { try announce(address: nil) } catch { HomeOwner.forget(path) }
    }

    /// The lock is let go only when nothing says any more that this process can be asked.
    deinit { HomeOwner.forget(path) }

    /// Says where this process can be asked.
    func announce(address: String?) throws { try HomeOwner(pid: Int(getpid()), address: address).write(path) }
}
