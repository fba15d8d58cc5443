// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Browsing
internal import CDP
internal import Console
internal import Egress
internal import Vocabulary
internal import WebAddresses

/// Looks at everything that the appliance stands on, by trying it.
///
/// An appliance that runs is asked; where none runs, one is started for the look. Both are asked the same.
struct Doctor: Sendable {
    let home: String
    let browser: BrowserOptions

    func examine() async -> [Check] {
        let machine = [
            MachineLook.packages(for: browser), MachineLook.binary(browser), MachineLook.user(browser),
            ReaderLook.check(),
        ]
        do {
            switch try await Home.reach(home) {
            case .served(let address, let process):
                let found = Check.good("home", "\(home) is in use by the appliance with process id \(process)")
                return machine + [found] + HomeLook(path: home).checks() + (await served(at: address))
            case .taken(let taken):
                let own = [Check.good("home", home)] + HomeLook(path: home).checks()
                return machine + own
                    + (await started(
                        in: taken,
                        hasBrowser: machine.filter { $0.name != ReaderLook.name }.allSatisfy(\.isGood)
                    ))
            }
        } catch {
            return machine + [.bad("home", error)]
        }
    }

    /// Looks from within an appliance that runs.
    ///
    /// - Parameters:
    ///   - control: the appliance.
    ///   - browser: how it was told to find its browser; nil when nobody told it.
    static func examine(_ control: any ApplianceControl, home: String, browser: BrowserOptions?) async -> [Check] {
        let machine = browser.map {
            [MachineLook.packages(for: $0), MachineLook.binary($0), MachineLook.user($0), ReaderLook.check()]
        }
        guard let browser = try? browser ?? BrowserOptions.parse([]) else { return machine ?? [] }
        let found = Check.good("home", home)
        let doctor = Doctor(home: home, browser: browser)
        return (machine ?? []) + [found] + HomeLook(path: home).checks() + (await doctor.examine(control))
    }

    private func served(at address: String) async -> [Check] {
        do {
            return await examine(try RemoteAppliance(address: address, home: home))
        } catch {
            return [.bad("appliance", error)]
        }
    }

    /// Starts the browser in the home, as a run would; without a browser the rest is looked at all the same.
    private func started(in taken: Home, hasBrowser: Bool) async -> [Check] {
        do {
            return try await withAppliance(home: taken, browser: browser, needsBrowser: hasBrowser) { appliance in
                guard hasBrowser else { return await ModelLook.checks(appliance) + [await audit(appliance)] }
                do {
                    _ = try await appliance.supervisor.browser(deadline: .after(.seconds(30)))
                } catch {
                    return [.bad("start", error), await audit(appliance)]
                }
                return await examine(appliance)
            }
        } catch {
            return [.bad("start", error)]
        }
    }

    private func examine(_ control: any ApplianceControl) async -> [Check] {
        do {
            let status = try await control.status()
            return [start(status.browser), sandbox(status.browser), await protocolCheck(status.browser)]
                + (await ModelLook.checks(control)) + [await audit(control)]
        } catch {
            return [.bad("appliance", error)]
        }
    }

    private func start(_ browser: BrowserSummary) -> Check {
        guard browser.state == "ready", let cdp = browser.cdp else {
            return .bad(
                "start",
                "the browser is \(browser.state)" + (browser.reason.map { ": \($0)" } ?? ""),
                mend: "do what the reason says, then start the appliance again"
            )
        }
        return .good("start", "\(browser.version ?? "the browser") answers at \(cdp)")
    }

    private func sandbox(_ browser: BrowserSummary) -> Check {
        switch browser.sandbox {
        case true?: .good("sandbox", "on")
        case false?: .bad("sandbox", "OFF", mend: "leave out --unsafe-no-sandbox")
        case nil: .good("sandbox", "not known: something else runs the browser")
        }
    }

    /// Compares the part of the protocol in use with what this browser says of itself.
    private func protocolCheck(_ browser: BrowserSummary) async -> Check {
        guard let cdp = browser.cdp else {
            return .bad("protocol", "no browser could be asked", mend: "see 'start'")
        }
        do {
            let endpoint = try WebSocketEndpoint(parsing: cdp)
            let address = try WebAddress("http://\(endpoint.host):\(endpoint.port)/json/protocol")
            let reply = try await EgressClient(allowing: [address.origin]).send(OutboundRequest(.get, address))
            let missing = try ProtocolSubset.differences(in: reply.body)
            guard !missing.isEmpty else { return .good("protocol", "has all that is in use") }
            return .bad("protocol", "lacks \(missing.joined(separator: ", "))", mend: "use a newer Chromium")
        } catch {
            return .bad("protocol", error)
        }
    }

    private func audit(_ control: any ApplianceControl) async -> Check {
        do {
            let audit = try await control.verifyAudit()
            guard let finding = audit.finding else { return .good("audit log", "intact, \(audit.events) events") }
            return .bad(
                "audit log",
                "not what was written: \(finding)",
                mend: "keep a copy of \(home)/audit.sqlite and find out who changed it"
            )
        } catch {
            return .bad("audit log", error)
        }
    }
}
