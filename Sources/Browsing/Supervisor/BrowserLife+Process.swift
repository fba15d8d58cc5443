// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Subprocess

extension BrowserLife {
    /// How a process ended, for people.
    static func words(_ status: TerminationStatus) -> String {
        switch status {
        case .exited(let code): "exit code \(code)"
        case .signaled(let number): "signal \(number)"
        }
    }

    /// What the browser sees of our environment: its own home, the language, the display when it shows a window.
    static func environment(home: String, isHeadful: Bool) -> [Environment.Key: String] {
        var result: [Environment.Key: String] = [
            "HOME": home, "PATH": "/usr/bin:/bin", "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        ]
        let inherited = ["LANG", "LC_ALL", "TZ"] + (isHeadful ? Display.variables + ["XAUTHORITY"] : [])
        for name in inherited {
            if let value = getenv(name) { result[Environment.Key(stringLiteral: name)] = String(cString: value) }
        }
        return result
    }

    /// A session of its own, so that Ctrl-C on the terminal ends the appliance and the appliance ends the browser; at
    /// the end a polite signal first, which lets it write its cookies.
    static var platformOptions: PlatformOptions {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(3))]
        return options
    }
}
