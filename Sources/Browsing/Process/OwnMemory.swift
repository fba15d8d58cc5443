// SPDX-License-Identifier: Apache-2.0
internal import CLinux
internal import Glibc

/// Keeps what this process has in memory from leaving it by the system's doors.
public enum OwnMemory {
    /// From now on the process writes no core, and no other process of the same user may look into its memory
    /// ([prctl(2)](https://man7.org/linux/man-pages/man2/prctl.2.html), `PR_SET_DUMPABLE`).
    ///
    /// The browser and other children are not concerned: both are theirs again once they become another program.
    ///
    /// - Returns: whether the system did it.
    @discardableResult
    public static func close() -> Bool {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        let isWithoutCore = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none) == 0
        return understudy_set_undumpable() == 0 && isWithoutCore
    }
}
