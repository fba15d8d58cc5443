// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

extension CDPConnection {
    /// Connects to a browser, runs a body with the connection, and closes it however the body ends.
    ///
    /// - Parameters:
    ///   - endpoint: where the browser listens.
    ///   - deadline: when to give up connecting; the body has no deadline of its own.
    ///   - diagnostics: the browser's last lines of output, asked for when something fails.
    ///   - isolation: the caller's, in which the body runs.
    ///   - body: what is done with the connection. Calls that it leaves behind fail with `connection_lost`.
    /// - Returns: what the body returned.
    /// - Throws: ``CDPError`` with `connection_failed`, or what the body throws.
    public static func withConnection<Result>(
        to endpoint: WebSocketEndpoint,
        deadline: Deadline,
        diagnostics: @escaping @Sendable () -> [String] = { [] },
        isolation: isolated (any Actor)? = #isolation,
        _ body: (CDPConnection) async throws -> Result
    ) async throws -> Result {
        try await withConnection(
            over: WebSocketTransport(to: endpoint),
            named: endpoint.description,
            deadline: deadline,
            diagnostics: diagnostics,
            isolation: isolation,
            body
        )
    }

    /// The same over a transport of another kind.
    ///
    /// - Parameters:
    ///   - transport: what carries the messages; it is opened and closed here.
    ///   - name: what an error calls the other end.
    ///   - deadline: when to give up connecting.
    ///   - diagnostics: the browser's last lines of output, asked for when something fails.
    ///   - isolation: the caller's, in which the body runs.
    ///   - body: what is done with the connection.
    /// - Returns: what the body returned.
    /// - Throws: ``CDPError`` with `connection_failed`, or what the body throws.
    public static func withConnection<Result>(
        over transport: any CDPTransport,
        named name: String,
        deadline: Deadline,
        diagnostics: @escaping @Sendable () -> [String] = { [] },
        isolation: isolated (any Actor)? = #isolation,
        _ body: (CDPConnection) async throws -> Result
    ) async throws -> Result {
        let connection = CDPConnection(over: transport, diagnostics: diagnostics)
        do { try await transport.open(connection.receiver(), deadline: deadline) } catch {
            guard let failure = error as? CDPTransportFailure else { throw error }
            throw CDPError.connecting(to: name, failure, browserLog: diagnostics())
        }
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }
}
