// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// An authority of the test's own, and what it has signed.
struct OwnAuthority {
    static let openssl = "/usr/bin/openssl"
    static let python = "/usr/bin/python3"
    static var isPossible: Bool {
        [openssl, python, "/usr/bin/certutil"].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
    }

    let folder: TemporaryFolder
    let name: String
    var certificate: String { folder.file("\(name).pem") }
    private var key: String { folder.file("\(name).key") }

    /// Makes one.
    static func make(_ name: String, in folder: TemporaryFolder) async throws -> OwnAuthority {
        let authority = OwnAuthority(folder: folder, name: name)
        try await run(
            ["req", "-x509"] + newKey + [
                "-days", "2", "-subj", "/CN=\(name)", "-addext", "basicConstraints=critical,CA:TRUE", "-addext",
                "keyUsage=critical,keyCertSign", "-keyout", authority.key, "-out", authority.certificate,
            ]
        )
        return authority
    }

    /// Signs a certificate for a server of these hosts.
    func sign(_ hosts: [String]) async throws -> (certificate: String, key: String) {
        let (request, key) = (folder.file("leaf.csr"), folder.file("leaf.key"))
        let certificate = folder.file("leaf.pem")
        try await Self.run(["req"] + Self.newKey + ["-subj", "/CN=\(hosts[0])", "-keyout", key, "-out", request])
        let names = hosts.map { "DNS:\($0)" }.joined(separator: ",")
        let extensions = try folder.write(
            "subjectAltName=\(names)\nextendedKeyUsage=serverAuth\nbasicConstraints=critical,CA:FALSE\n",
            to: "leaf.ext"
        )
        try await Self.run([
            "x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self.key, "-CAcreateserial", "-days",
            "1",
            "-extfile", extensions, "-out", certificate,
        ])
        return (certificate, key)
    }

    private static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]

    private static func run(_ arguments: [String]) async throws {
        let made = try await Program.start(arguments, of: openssl) { try await $0.waitForEnd() }
        try #require(made.status == 0, "\(made)")
    }
}

/// A site over TLS on every name of this machine; standard output names each request by host and path.
enum SecureSite {
    private static let script = """
        import http.server, ssl, sys
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                host = self.headers['Host']
                print('asked ' + host.split(':')[0] + self.path, flush=True)
                other = host.replace('shop.', 'pictures.')
                page = '<label>Greeting <output name=greeting aria-label=Greeting>hello</output></label>'
                page += '<button>Next</button><img src="https://' + other + '/picture.png">'
                body = page.encode()
                self.send_response(200)
                self.send_header('Content-Type', 'text/html')
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *words): pass
        class Server(http.server.ThreadingHTTPServer):
            def get_request(self):
                connection, address = super().get_request()
                connection.settimeout(10)
                return context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address
            def handle_error(self, request, address): pass
        server = Server(('127.0.0.1', 0), Handler)
        print('listening ' + str(server.server_address[1]), flush=True)
        server.serve_forever()
        """

    /// Serves it with a certificate.
    static func serve(
        _ identity: (certificate: String, key: String),
        _ body: (RunningProgram, _ port: Int) async throws -> Void
    ) async throws {
        try await Program.start(
            ["-c", script, identity.certificate, identity.key],
            of: OwnAuthority.python
        ) { running in
            let line = try await running.line(beginningWith: "listening ")
            try await body(running, try #require(Int(line.dropFirst("listening ".count))))
        }
    }
}
