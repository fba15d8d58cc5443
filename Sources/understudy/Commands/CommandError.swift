// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

/// What goes wrong in the command line itself, or in the appliance that it asks.
struct CommandError: ExplainedError {
    let code: String
    let message: String
    let kind: ErrorKind
    /// What was found in a skill's file, when it is about one.
    var diagnostics: [Diagnostic] = []

    /// The message, the code, and each finding on its own line.
    var description: String {
        (["\(message) [\(code)]"] + diagnostics.map(\.description)).joined(separator: "\n")
    }

    static func cannotWrite(_ path: String, why: String) -> CommandError {
        CommandError(code: "cannot_write", message: "\(path) could not be written: \(why).", kind: .failed)
    }

    static func cannotRead(_ path: String, why: String) -> CommandError {
        CommandError(code: "cannot_read", message: "\(path) could not be read: \(why).", kind: .usage)
    }

    static func homeInUse(_ home: String, process: Int) -> CommandError {
        CommandError(
            code: "home_in_use",
            message: "The home \(home) belongs to the appliance with process id \(process): use that one, end it, "
                + "or give another --home.",
            kind: .conflict
        )
    }

    static func homeUnusable(_ home: String, why: String) -> CommandError {
        CommandError(
            code: "home_unusable",
            message: "The home \(home) cannot be used: \(why). Give another --home.",
            kind: .usage
        )
    }
}
