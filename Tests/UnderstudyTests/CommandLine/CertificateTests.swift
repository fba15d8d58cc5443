// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@Suite(
    "A site whose certificate nobody vouches for",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "it needs openssl")
)
struct CertificateTests {
    private static let openssl = "/usr/bin/openssl"

    /// Serves a page over TLS with a certificate that signs itself; standard output names each file that was asked for.
    private func withTLSServer(_ body: (RunningProgram, _ port: Int) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let (key, certificate) = (folder.file("key.pem"), folder.file("certificate.pem"))
            let made = try await Program.start(
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key,
                    "-out", certificate,
                ],
                of: Self.openssl
            ) { try await $0.waitForEnd() }
            try #require(made.status == 0, "\(made)")
            let server = ["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-WWW"]
            try await Program.start(server, of: Self.openssl) { running in
                let line = try await running.line(beginningWith: "ACCEPT 127.0.0.1:")
                try await body(running, try #require(Int(line.dropFirst("ACCEPT 127.0.0.1:".count))))
            }
        }
    }

    @Test("ends the step with 'certificate_refused', and nothing of the page is asked for")
    func selfSigned() async throws {
        try await withTLSServer { server, port in
            try await withHome { home, folder in
                let site = "https://127.0.0.1:\(port)"
                try await SampleSkill.approve(SampleSkill.greet(site), in: home, folder)
                let run = try await Program.run(
                    ["skills", "run", "greet", "--input", "name=Ada", "--home", home, "--cdp-port", "0"]
                )
                #expect(run.status == 1 && run.description.contains("certificate_refused"), "\(run)")
                #expect(run.description.contains("\(site) has no valid certificate (net::ERR_CERT"), "\(run)")
                let log = try await Program.run(["audit", "export", "--home", home])
                #expect(log.output.contains(#""code":"certificate_refused""#), "\(log)")
                // Whoever does not mind the certificate is answered, so that the silence before says something.
                let careless = try await Program.start(
                    ["s_client", "-quiet", "-connect", "127.0.0.1:\(port)"],
                    of: Self.openssl,
                    input: "GET /careless HTTP/1.0\r\n\r\n"
                ) { try await $0.waitForEnd() }
                #expect(careless.output.contains("careless"), "\(careless)")
                server.send(SIGTERM)
                let heard = try await server.waitForEnd()
                #expect(!heard.description.contains("name=Ada"), "\(heard)")
            }
        }
    }
}
