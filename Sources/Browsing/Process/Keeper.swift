// SPDX-License-Identifier: Apache-2.0
internal import CLinux
internal import Glibc

/// The program between the appliance and the browser: it drops to an unprivileged user, ties its life to its parent's,
/// and then becomes the browser.
///
/// It is our own executable under a hidden subcommand. The order matters: the kernel forgets the parent-death signal
/// when the user changes ([prctl(2)](https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html)), so the user
/// changes first; and a parent that died before the signal was set is found out by asking for the parent afterwards.
public enum Keeper {
    /// The hidden subcommand's name.
    public static let subcommand = "keeper"

    /// The arguments that make our executable a keeper.
    ///
    /// - Parameters:
    ///   - parent: the process whose end is the browser's end.
    ///   - user: whom to become; nil to stay.
    ///   - command: the browser's executable and its arguments.
    public static func arguments(parent: Int32, user: BrowserUser?, command: [String]) -> [String] {
        let identity = user.map { "\($0.userID):\($0.groupID)" } ?? "-"
        return [subcommand, String(parent), identity] + command
    }

    /// Becomes the browser; returns only when that was not possible.
    ///
    /// - Parameter arguments: what ``arguments(parent:user:command:)`` made, without the subcommand.
    /// - Returns: why it failed, for standard error.
    public static func run(_ arguments: [String]) -> String {
        guard arguments.count >= 3, let parent = Int32(arguments[0]) else {
            return "the keeper is started by the appliance, not by hand"
        }
        if let failure = drop(to: arguments[1]) { return failure }
        guard understudy_set_parent_death_signal(SIGKILL) == 0 else {
            return "could not tie the browser's life to the appliance's: \(lastError())"
        }
        guard getppid() == parent else { return "the appliance ended before the browser started" }
        // The browser gets no file, socket or pipe of the appliance, however it was opened.
        guard understudy_close_from(3) == 0 else {
            return "could not close what the appliance has open: \(lastError())"
        }
        umask(0o077)
        return become(Array(arguments[2...]))
    }

    private static func drop(to identity: String) -> String? {
        guard identity != "-" else { return nil }
        let parts = identity.split(separator: ":").compactMap { UInt32($0) }
        guard parts.count == 2, parts[0] != 0 else { return "\(identity) is no unprivileged user" }
        guard understudy_become(parts[0], parts[1]) == 0 else {
            return "could not become user \(parts[0]): \(lastError())"
        }
        guard setuid(0) != 0 else { return "user \(parts[0]) could become root again" }
        return nil
    }

    private static func become(_ command: [String]) -> String {
        var pointers: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        pointers.append(nil)
        execv(command[0], &pointers)
        return "could not start \(command[0]): \(lastError())"
    }

    private static func lastError() -> String { String(cString: strerror(errno)) }
}
