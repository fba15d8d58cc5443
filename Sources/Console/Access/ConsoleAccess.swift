// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
internal import Vocabulary

/// Who may come in: the tokens of the home, and the sessions that one-time codes open.
///
/// A session has the operator's rights, lives in memory only, and ends with the operator's token under which it was
/// opened: whoever changes the file ends every session. Bounded: 8 codes and 32 sessions; the oldest gives way.
public final class ConsoleAccess: Sendable {
    private struct Code {
        let text: String
        let deadline: Deadline
    }

    private struct Session {
        let token: String
        let issuedUnder: String
        let deadline: Deadline
    }

    private struct Ticket {
        let text: String
        let issuedUnder: String
        let deadline: Deadline
    }

    private struct Storage {
        var tickets: [Ticket] = []
        var codes: [Code] = []
        var sessions: [Session] = []
    }

    private let files: TokenFiles
    private let codeLifetime: Duration
    private let sessionLifetime: Duration
    private let ticketLifetime: Duration
    private let storage = Mutex(Storage())

    static let codeLimit = 8
    static let sessionLimit = 32
    static let ticketLimit = 32

    /// Opens the tokens of a home, and makes them when they are missing.
    ///
    /// - Parameters:
    ///   - folder: `tokens` in the home; made with 0700 when it is missing.
    ///   - codeLifetime: how long a link may wait to be opened.
    ///   - sessionLifetime: how long a tab stays in.
    ///   - ticketLifetime: how long a ticket may wait to be used.
    /// - Throws: ``ConsoleError`` with `token_file_unusable`.
    public init(
        folder: String,
        codeLifetime: Duration = .seconds(300),
        sessionLifetime: Duration = .seconds(12 * 3600),
        ticketLifetime: Duration = .seconds(30)
    ) throws(ConsoleError) {
        files = TokenFiles(folder: folder)
        self.codeLifetime = codeLifetime
        self.sessionLifetime = sessionLifetime
        self.ticketLifetime = ticketLifetime
        try files.prepare()
    }

    /// A new code that opens one session, once; for the link that the command line prints.
    public func issueCode() -> String {
        let code = Code(text: RandomToken.new(), deadline: .after(codeLifetime))
        storage.withLock { storage in
            storage.codes.append(code)
            if storage.codes.count > ConsoleAccess.codeLimit { storage.codes.removeFirst() }
        }
        return code.text
    }

    /// Changes a code for a session.
    ///
    /// - Throws: ``ConsoleError`` with `code_unknown` when it was used, has expired or never was.
    func openSession(with code: String) throws(ConsoleError) -> SessionToken {
        guard takeCode(code), let operatorToken = files.token(of: .operator) else {
            throw ConsoleError(
                .codeUnknown,
                "This code is not known, was used already or has expired: ask for a new one."
            )
        }
        let session = Session(
            token: RandomToken.new(),
            issuedUnder: operatorToken,
            deadline: .after(sessionLifetime)
        )
        storage.withLock { storage in
            storage.sessions.removeAll { $0.deadline.hasPassed }
            storage.sessions.append(session)
            if storage.sessions.count > ConsoleAccess.sessionLimit { storage.sessions.removeFirst() }
        }
        let expires = Timestamp.now().milliseconds + Int64(sessionLifetime / .milliseconds(1))
        return SessionToken(
            token: session.token,
            principal: .operator,
            expires: Timestamp(milliseconds: expires)
        )
    }

    /// A new ticket that opens one stream, once, where no header can be sent.
    ///
    /// - Throws: ``ConsoleError`` with `token_unknown` when there is no operator any more.
    func issueTicket() throws(ConsoleError) -> StreamTicket {
        guard let operatorToken = files.token(of: .operator) else {
            throw ConsoleError(.tokenUnknown, "There is no operator's token in the home any more.")
        }
        let ticket = Ticket(text: RandomToken.new(), issuedUnder: operatorToken, deadline: .after(ticketLifetime))
        storage.withLock { storage in
            storage.tickets.removeAll { $0.deadline.hasPassed }
            storage.tickets.append(ticket)
            if storage.tickets.count > ConsoleAccess.ticketLimit { storage.tickets.removeFirst() }
        }
        let expires = Timestamp.now().milliseconds + Int64(ticketLifetime / .milliseconds(1))
        return StreamTicket(ticket: ticket.text, expires: Timestamp(milliseconds: expires))
    }

    /// Uses a ticket up.
    ///
    /// - Throws: ``ConsoleError`` with `ticket_unknown` when it was used, has expired or never was.
    func useTicket(_ text: String) throws(ConsoleError) -> Principal {
        let operatorToken = files.token(of: .operator)
        let isGood = storage.withLock { storage in
            guard let index = storage.tickets.firstIndex(where: { RandomToken.isEqual($0.text, text) }) else {
                return false
            }
            let ticket = storage.tickets.remove(at: index)
            return !ticket.deadline.hasPassed && ticket.issuedUnder == operatorToken
        }
        guard isGood else {
            throw ConsoleError(
                .ticketUnknown,
                "This ticket is not known, was used already or has expired: ask for a new one with POST /v1/tickets."
            )
        }
        return .operator
    }

    /// Whose token it is; nil when nobody's.
    ///
    /// One that is both, by a person's mistake, is the agent's.
    func principal(of token: String) -> Principal? {
        let agent = files.token(of: .agent).map { RandomToken.isEqual($0, token) } ?? false
        guard let operatorToken = files.token(of: .operator) else { return agent ? .agent : nil }
        let isOperator = RandomToken.isEqual(operatorToken, token)
        if agent { return .agent }
        return isOperator || isSession(token, under: operatorToken) ? .operator : nil
    }

    private func isSession(_ token: String, under operatorToken: String) -> Bool {
        storage.withLock { storage in
            storage.sessions.contains { session in
                RandomToken.isEqual(session.token, token) && session.issuedUnder == operatorToken
                    && !session.deadline.hasPassed
            }
        }
    }

    private func takeCode(_ text: String) -> Bool {
        storage.withLock { storage in
            guard let index = storage.codes.firstIndex(where: { RandomToken.isEqual($0.text, text) }) else {
                return false
            }
            return !storage.codes.remove(at: index).deadline.hasPassed
        }
    }
}
