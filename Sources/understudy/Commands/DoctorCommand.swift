// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Browsing
internal import CDP
internal import Console
internal import Egress
internal import Foundation
internal import Vocabulary
internal import WebAddresses

/// `understudy doctor`.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look for what could be in the way, each with the mend; exit code 1 when something is."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var browser: BrowserOptions

    func run() async throws {
        let checks = await Doctor(home: Home.path(given: common.home), browser: browser).examine()
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

/// One thing that was looked at.
struct Check: Encodable, Sendable {
    let name: String
    let isGood: Bool
    let finding: String
    var mend: String?
}

/// Looks at everything that the appliance stands on, by trying it.
struct Doctor: Sendable {
    let home: String
    let browser: BrowserOptions

    func examine() async -> [Check] {
        var checks = [binary(), user()]
        if let owner = Home.owner(of: home) {
            checks.append(
                Check(
                    name: "home",
                    isGood: true,
                    finding: "\(home) is in use by the appliance with process id \(owner.pid)"
                )
            )
            return checks
        }
        checks += await live()
        return checks
    }

    private func binary() -> Check {
        attempt("browser", mend: "apt-get install chromium, or --chromium PATH") {
            try browser.attach ?? BrowserBinary.find(preferred: browser.chromium).path
        }
    }

    private func user() -> Check {
        attempt("browser user", mend: "useradd --system understudy") {
            try BrowserUser.resolve(preferred: browser.browserUser)?.name ?? "the same as yours"
        }
    }

    /// Starts the browser in the home, as a run would, and asks it about itself.
    private func live() async -> [Check] {
        do {
            return try await withAppliance(home: home, browser: browser) { appliance, _ in
                var checks = [Check(name: "home", isGood: true, finding: home)]
                let running = try await appliance.supervisor.browser(deadline: .after(.seconds(30)))
                checks.append(
                    Check(name: "start", isGood: true, finding: "\(running.version) answers at \(running.endpoint)")
                )
                checks.append(
                    Check(
                        name: "sandbox",
                        isGood: !appliance.supervisor.status.isSandboxOff,
                        finding: appliance.supervisor.status.isSandboxOff ? "OFF" : "on",
                        mend: appliance.supervisor.status.isSandboxOff ? "leave out --unsafe-no-sandbox" : nil
                    )
                )
                checks.append(await protocolCheck(running))
                let audit = try await appliance.verifyAudit()
                checks.append(
                    Check(
                        name: "audit log",
                        isGood: audit.isIntact,
                        finding: audit.finding.map { "not what was written: \($0)" }
                            ?? "intact, \(audit.events) events",
                        mend: audit.isIntact ? nil : "keep a copy of \(home)/audit.sqlite and find out who changed it"
                    )
                )
                return checks
            }
        } catch {
            let explained = error as? any ExplainedError
            return [
                Check(
                    name: "start",
                    isGood: false,
                    finding: explained?.message ?? "the browser could not be started",
                    mend: explained.map { "see [\($0.code)] in Docs/errors.md" }
                )
            ]
        }
    }

    /// Compares the part of the protocol in use with what this browser says of itself.
    private func protocolCheck(_ running: RunningBrowser) async -> Check {
        do {
            let endpoint = try WebSocketEndpoint(parsing: running.endpoint)
            let address = try WebAddress("http://\(endpoint.host):\(endpoint.port)/json/protocol")
            let reply = try await EgressClient(allowing: [address.origin]).send(OutboundRequest(.get, address))
            let missing = try ProtocolSubset.differences(in: reply.body)
            guard !missing.isEmpty else {
                return Check(name: "protocol", isGood: true, finding: "has all that is in use")
            }
            return Check(
                name: "protocol",
                isGood: false,
                finding: "lacks \(missing.joined(separator: ", "))",
                mend: "use a newer Chromium"
            )
        } catch {
            return Check(
                name: "protocol",
                isGood: false,
                finding: (error as? any ExplainedError)?.message ?? "could not be read",
                mend: "use Debian's Chromium"
            )
        }
    }

    private func attempt(_ name: String, mend: String, _ look: () throws -> String) -> Check {
        do {
            return Check(name: name, isGood: true, finding: try look())
        } catch {
            return Check(
                name: name,
                isGood: false,
                finding: (error as? any ExplainedError)?.message ?? "could not be told",
                mend: mend
            )
        }
    }
}
