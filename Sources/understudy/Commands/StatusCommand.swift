// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console

/// `understudy status`.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say how the appliance and its browser are."
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = try await withControl(common) { try await $0.status() }
        guard !common.json else { return try Terminal.printJSON(status) }
        Terminal.print("home      \(status.home)")
        Terminal.print("address   \(status.address ?? "not served")")
        Terminal.print("browser   \(status.browser.state) \(status.browser.version ?? "")".trimmedEnd)
        if let reason = status.browser.reason { Terminal.print("reason    \(reason)") }
        if let cdp = status.browser.cdp { Terminal.print("cdp       \(cdp)") }
        let sandbox = status.browser.sandbox.map { $0 ? "on" : "OFF (--unsafe-no-sandbox)" }
        Terminal.print("sandbox   \(sandbox ?? "not known (--attach)")")
        Terminal.print("runs      \(status.liveRuns) live")
        for warning in status.warnings { Terminal.print("note      \(warning)") }
    }
}

extension String {
    /// The text without blanks at its end.
    var trimmedEnd: String { String(trimmingSuffix { $0 == " " }) }
}
