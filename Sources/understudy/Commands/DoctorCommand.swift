// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser

/// `understudy doctor`.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look for what could be in the way, each with the mend; exit code 1 when something is."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var browser: BrowserOptions

    func run() async throws {
        let checks = await Doctor(home: try Home.path(given: common.home), browser: browser).examine()
        if common.json {
            try Terminal.printJSON(checks)
        } else {
            for check in checks {
                Terminal.print("\(check.isGood ? "ok  " : "BAD ") \(check.name): \(check.finding)")
                if let mend = check.mend { Terminal.print("     mend: \(mend)") }
            }
        }
        if checks.contains(where: { !$0.isGood }) { throw ExitStatus.failed }
    }
}
