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

    static func loginUnknown(_ login: Slug) -> CommandError {
        CommandError(
            code: "login_unknown",
            message: "There is no login '\(login)': make it with 'understudy logins add \(login)'.",
            kind: .notFound
        )
    }

    static let authorityLogin = CommandError(
        code: "authority_login",
        message:
            "The login 'default' is that of the appliance's own browser, which believes no authority of a skill's: "
            + "use another login, or none.",
        kind: .usage
    )

    static func cannotWrite(_ path: String, why: String) -> CommandError {
        CommandError(code: "cannot_write", message: "\(path) could not be written: \(why).", kind: .failed)
    }

    static func cannotRead(_ path: String, why: String) -> CommandError {
        CommandError(code: "cannot_read", message: "\(path) could not be read: \(why).", kind: .usage)
    }

    static func tableUnreadable(_ path: String, _ why: String) -> CommandError {
        CommandError(
            code: "table_unreadable",
            message: "\(path) is not a table of inputs: \(why). Give a CSV file whose first line names the inputs.",
            kind: .usage
        )
    }

    static func homeInUse(_ home: String, process: Int?) -> CommandError {
        let owner = process.map { "the understudy with process id \($0)" } ?? "another process"
        return CommandError(
            code: "home_in_use",
            message: "The home \(home) is in use by \(owner): use that one, end it, or give another --home.",
            kind: .conflict
        )
    }

    static let homeEmpty = CommandError(
        code: "home_unusable",
        message: "The --home that was given is empty: give the path of a folder.",
        kind: .usage
    )

    static func homeUnusable(_ home: String, why: String) -> CommandError {
        CommandError(
            code: "home_unusable",
            message: "The home \(home) cannot be used: \(why). Give another --home.",
            kind: .usage
        )
    }
}
