// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite("A browser that is not there is told with the mend")
struct BrowserFaultTests {
    /// Serves with a fault, and gives back how that ended and the events of it.
    private func serve(
        _ options: [String],
        script: String? = nil,
        environment: [String: String] = [:]
    ) async throws -> (ending: Ending, log: String) {
        try await withHome { home, folder in
            var arguments = ["serve", "--home", home, "--port", "0", "--cdp-port", "0"] + options
            if let script {
                let file = folder.file("browser")
                try TestProgram.write(script, to: file)
                arguments += ["--chromium", file]
            }
            let ending = try await Program.run(arguments, environment: environment)
            #expect(await Program.leftOvers(of: folder.path).isEmpty)
            return (ending, try await Program.run(["audit", "tail", "--home", home]).output)
        }
    }

    @Test("Chromium is missing")
    func missing() async throws {
        let (ending, log) = try await serve(["--chromium", "/nowhere/chromium"])
        #expect(ending.status == 1 && ending.errors.contains("[browser_not_found]"), "\(ending)")
        #expect(ending.errors.contains("/nowhere/chromium") && ending.errors.contains("--chromium"), "\(ending)")
        #expect(log.contains("browser_not_found"))
    }

    @Test("it ends at once: its path, its exit code and its last lines are told")
    func exits() async throws {
        let (ending, log) = try await serve([], script: "#!/bin/sh\necho 'the moon is wrong' >&2\nexit 7\n")
        #expect(ending.status == 1 && ending.errors.contains("[browser_did_not_start]"), "\(ending)")
        #expect(ending.errors.contains("/browser ended before it was ready (exit code 7)"), "\(ending)")
        #expect(ending.errors.contains("the moon is wrong"), "\(ending)")
        #expect(log.contains("browser_degraded") && log.contains("browser_did_not_start"))
        #expect(!log.contains("the moon is wrong"), "what a browser prints is nothing for the log")
    }

    @Test(
        "it is too old: its version and the one that is needed are told, and it is started once",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"))
    )
    func tooOld() async throws {
        let (ending, log) = try await serve([], script: oldBrowser)
        #expect(ending.status == 1 && ending.errors.contains("[browser_too_old]"), "\(ending)")
        #expect(ending.errors.contains("Chrome/90.0.4430.212") && ending.errors.contains("140 or newer"), "\(ending)")
        #expect(!log.contains("browser_exited") && log.contains("browser_too_old"), "\(log)")
    }

    @Test("there is no display for --headful, and no browser is started for it")
    func noDisplay() async throws {
        let (ending, log) = try await serve(["--headful"])
        #expect(ending.status == 1 && ending.errors.contains("[display_missing]"), "\(ending)")
        #expect(ending.errors.contains("leave out --headful"), "\(ending)")
        #expect(!log.contains("browser_exited") && log.contains("display_missing"))
    }

    @Test("the display is not there after all: the browser's own words are recognised")
    func deadDisplay() async throws {
        let script = "#!/bin/sh\necho 'ERROR:ozone: Missing X server or $DISPLAY' >&2\nexit 1\n"
        let (ending, log) = try await serve(["--headful"], script: script, environment: ["DISPLAY": ":97"])
        #expect(ending.errors.contains("[display_missing]"), "\(ending)")
        #expect(!log.contains("browser_exited"), "another start cannot mend it")
    }

    @Test(
        "--attach names no browser of this machine",
        arguments: ["http://127.0.0.1:9", "ws://example.com/devtools", "9223"]
    )
    func badAddress(_ address: String) async throws {
        let (ending, log) = try await serve(["--attach", address])
        #expect(ending.status == 2 && ending.errors.contains("[endpoint_invalid]"), "\(ending)")
        #expect(ending.errors.contains("ws://127.0.0.1:PORT/PATH") && ending.errors.contains(address), "\(ending)")
        #expect(log.contains("endpoint_invalid"))
    }

    @Test("nobody answers at --attach")
    func nobody() async throws {
        let (ending, log) = try await serve(["--attach", "ws://127.0.0.1:1/devtools/browser/x"])
        #expect(ending.status == 1 && ending.errors.contains("[connection_failed]"), "\(ending)")
        #expect(ending.errors.contains("ws://127.0.0.1:1/devtools/browser/x"), "\(ending)")
        #expect(!log.contains("browser_exited"), "it is looked for once")
    }
}

/// Speaks just enough of the protocol to say how old it is.
private let oldBrowser = #"""
    #!/usr/bin/python3
    import base64, hashlib, json, re, signal, socket, struct, sys
    server = socket.create_server(("127.0.0.1", 0))
    port = server.getsockname()[1]
    print("DevTools listening on ws://127.0.0.1:%d/devtools/browser/old" % port, file=sys.stderr, flush=True)
    peer = server.accept()[0].makefile("rwb", buffering=0)
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += peer.read(1)
    key = re.search(rb"(?i)sec-websocket-key: *(\S+)", head).group(1)
    proof = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
    peer.write(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")
    peer.write(b"Sec-WebSocket-Accept: " + proof + b"\r\n\r\n")
    def take(count):
        taken = b""
        while len(taken) < count:
            # Like a browser it stays when its client goes.
            taken += peer.read(count - len(taken)) or signal.pause()
        return taken
    while True:
        kind, size = take(2)
        size &= 127
        if size == 126:
            size, = struct.unpack(">H", take(2))
        mask, body = take(4), take(size)
        if kind & 15 != 1:
            signal.pause()
        call = json.loads(bytes(byte ^ mask[place % 4] for place, byte in enumerate(body)))
        version = {"protocolVersion": "1.3", "product": "Chrome/90.0.4430.212"}
        version.update({"revision": "-", "userAgent": "-", "jsVersion": "-"})
        answer = json.dumps({"id": call["id"], "result": version}).encode()
        peer.write(b"\x81\x7e" + struct.pack(">H", len(answer)) + answer)
    """#
