// SPDX-License-Identifier: Apache-2.0

/// Copies of files that change hands with browsers.
public enum StagedFiles {
    /// Removes what an earlier life of the appliance has left of them, as after a crash.
    ///
    /// - Important: none of the home's browsers may be running.
    public static func clear(home: String, userName: String?) {
        StagingArea.clearAll(home: home, user: (try? BrowserUser.resolve(preferred: userName)) ?? nil)
    }
}
