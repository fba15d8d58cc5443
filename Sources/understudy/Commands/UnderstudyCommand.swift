// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Glibc
internal import Vocabulary

/// `understudy`: the whole command line.
struct UnderstudyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "understudy",
        abstract: "Show a browser task once, review it as one readable file, and replay it exactly.",
        discussion: """
            A recorded task becomes a skill that waits in quarantine until a person has approved that exact file.
            Every action passes one permission gate and is written into one audit log.

            Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused by a gate, 4 needs a person.
            """,
        version: programVersion,
        subcommands: [
            ServeCommand.self, OpenCommand.self, DemoCommand.self, ShopCommand.self, DoctorCommand.self,
            BenchCommand.self, SoakCommand.self,
            TeachCommand.self, SignInCommand.self,
            SkillsCommand.self,
            RunsCommand.self, ApprovalsCommand.self, SecretsCommand.self, LoginsCommand.self, AuthoritiesCommand.self,
            GrantsCommand.self, ObserveCommand.self, ModelsCommand.self, AuditCommand.self,
            StatusCommand.self,
        ]
    )

    /// Runs the command that the arguments name, and ends the process with the documented exit code.
    static func runAsMain() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as any ExplainedError {
            Terminal.error(error)
            Glibc.exit(ExitStatus(error.kind).rawValue)
        } catch let status as ExitStatus {
            Glibc.exit(status.rawValue)
        } catch is CancellationError {
            Glibc.exit(ExitStatus.failed.rawValue)
        } catch {
            let code = exitCode(for: error)
            if code == .success { exit(withError: error) }
            // Wrong usage has its own code here, and the library's word for what is wrong.
            Terminal.note(code == .validationFailure ? fullMessage(for: error) : "error: \(error)")
            Glibc.exit((code == .validationFailure ? ExitStatus.usage : .failed).rawValue)
        }
    }
}

/// The program's version, as `--version`, the API and the recordings show it.
let programVersion = "0.1.0"
