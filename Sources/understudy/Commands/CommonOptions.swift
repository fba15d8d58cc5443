// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser

/// Where the appliance's data is, and how results are printed.
struct CommonOptions: ParsableArguments {
    @Option(help: "The data folder (UNDERSTUDY_HOME, else ~/.understudy, as root /var/lib/understudy).")
    var home: String?

    @Flag(help: "Print results as JSON.")
    var json = false
}

/// How the browser is started, or found.
struct BrowserOptions: ParsableArguments {
    @Option(
        help: "The loopback port on which the browser can be driven; 0 for any. Whoever connects drives it.",
        transform: PortOption.parse
    )
    var cdpPort = 9223

    @Option(help: "Another Chromium than Debian's.")
    var chromium: String?

    @Option(help: "Use a browser that something else runs: ws://….")
    var attach: String?

    @Flag(help: "Show the browser's window; needs a display.")
    var headful = false

    @Flag(help: "Run the browser without its own sandbox. Every status then says so.")
    var unsafeNoSandbox = false

    @Option(help: "As root: the unprivileged account that runs the browser.")
    var browserUser: String?
}
