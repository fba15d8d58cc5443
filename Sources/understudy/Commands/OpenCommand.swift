// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Vocabulary

/// `understudy open`.
struct OpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open the dashboard of the appliance that runs, or print a link to it.",
        discussion: """
            The link holds a code that opens one session with the operator's rights, once and within five minutes. On a
            machine with a display it is given to the browser of the desktop, otherwise it is printed.
            """
    )

    @OptionGroup var common: CommonOptions
    @Flag(name: .customLong("print"), help: "Print the link also where there is a display.") var isPrinted = false

    func run() async throws {
        let path = try Home.path(given: common.home)
        guard case .served(let address, _) = try await Home.reach(path) else { throw OpenCommand.notServed(path) }
        let link = try await RemoteAppliance(address: address, home: path).sessionLink()
        if common.json { return try Terminal.printJSON(["link": link]) }
        if !isPrinted, let opener = DesktopOpener.find(), opener.open(link, home: path) {
            return Terminal.note("opened the dashboard at \(address)")
        }
        Terminal.print(link)
    }

    private static func notServed(_ path: String) -> CommandError {
        CommandError(
            code: "not_served",
            message: "No appliance serves \(path): start one with 'understudy serve'.",
            kind: .unavailable
        )
    }
}

/// The desktop's own way to open a page.
struct DesktopOpener {
    private let program: String

    /// The one of this desktop; nil where there is no display, or no such program.
    static func find(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> DesktopOpener? {
        let hasDisplay = ["DISPLAY", "WAYLAND_DISPLAY"].contains { !(environment[$0] ?? "").isEmpty }
        let program = "/usr/bin/xdg-open"
        guard hasDisplay, FileManager.default.isExecutableFile(atPath: program) else { return nil }
        return DesktopOpener(program: program)
    }

    /// Opens a link, by way of a page in the home that leads there: a program's arguments are seen by everybody on the
    /// machine, and the link holds a code.
    ///
    /// - Returns: whether the desktop took it.
    func open(_ link: String, home: String) -> Bool {
        let page = home + "/open.html"
        let text = "<!doctype html><meta http-equiv=\"refresh\" content=\"0; url=\(link)\"><title>Understudy</title>\n"
        guard (try? PrivateFile.write(Array(text.utf8), to: page)) != nil else { return false }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [page]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
