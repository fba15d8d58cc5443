// SPDX-License-Identifier: Apache-2.0
public import SkillKit
public import Vocabulary

/// What `GET /health` answers.
public struct Health: Sendable, Codable, Hashable {
    /// Always `ok`.
    public var status: String
    /// Says that the server answers.
    public init(status: String = "ok") { self.status = status }
}

/// What changes a one-time code for a token.
public struct SessionCode: Sendable, Codable, Hashable {
    /// The code from the link.
    public var code: String
    /// Makes a request.
    public init(code: String) { self.code = code }
}

/// A token that one tab keeps.
public struct SessionToken: Sendable, Codable, Hashable {
    /// To be sent as `Authorization: Bearer …`.
    public var token: String
    /// Whose rights it has.
    public var principal: Principal
    /// When it ends.
    public var expires: Timestamp
    /// Describes a token.
    public init(token: String, principal: Principal, expires: Timestamp) {
        self.token = token
        self.principal = principal
        self.expires = expires
    }
}

/// Names the exact file that a reviewer saw.
public struct ReviewedDigest: Sendable, Codable, Hashable {
    /// SHA-256 of the file, 64 hexadecimal digits.
    public var sha256: String
    /// Makes a request.
    public init(sha256: String) { self.sha256 = sha256 }
}

/// Names the exact file that a reviewer throws away, and why.
public struct RejectedDigest: Sendable, Codable, Hashable {
    /// The most characters of a reason.
    public static let reasonLimit = 500
    /// SHA-256 of the file, 64 hexadecimal digits.
    public var sha256: String
    /// The reviewer's reason, for the log.
    public var reason: String?
    /// Makes a request.
    public init(sha256: String, reason: String? = nil) {
        self.sha256 = sha256
        self.reason = reason
    }
}

/// Names what to grant.
public enum GrantName: Sendable, Codable, Hashable {
    /// An origin, for example `https://shop.example`.
    case origin(String)
    /// A folder out of which files may be uploaded, by its absolute path.
    case readPath(String)
    /// An origin whose pages the observer may look at.
    case observe(String)
    /// A run whose observations the agent may read.
    case observedRun(RunID)

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case origin
        case readPath = "read_path"
        case observe
        case observedRun = "observed_run"
    }

    /// What stands under each name, in a body or behind a question mark.
    private init(_ key: CodingKeys, _ text: String) {
        switch key {
        case .origin: self = .origin(text)
        case .readPath: self = .readPath(text)
        case .observe: self = .observe(text)
        case .observedRun: self = .observedRun(RunID(rawValue: text))
        }
    }

    /// The names of its kinds.
    static let names = CodingKeys.allCases.map(\.rawValue)

    /// What is named behind a question mark; nil unless exactly one is.
    init?(query: [String: String]) {
        let given = CodingKeys.allCases.compactMap { key in query[key.rawValue].map { (key, $0) } }
        guard given.count == 1 else { return nil }
        self.init(given[0].0, given[0].1)
    }

    /// Its kind and its text.
    public var parts: (name: String, text: String) {
        switch self {
        case .origin(let origin): (CodingKeys.origin.rawValue, origin)
        case .readPath(let path): (CodingKeys.readPath.rawValue, path)
        case .observe(let origin): (CodingKeys.observe.rawValue, origin)
        case .observedRun(let run): (CodingKeys.observedRun.rawValue, run.rawValue)
        }
    }

    /// Reads the one that is there.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let given = try CodingKeys.allCases.compactMap { key in
            try container.decodeIfPresent(String.self, forKey: key).map { (key, $0) }
        }
        guard given.count == 1 else {
            let words = "Give exactly one of " + GrantName.names.joined(separator: ", ") + "."
            throw DecodingError.dataCorrupted(.init(codingPath: container.codingPath, debugDescription: words))
        }
        self.init(given[0].0, given[0].1)
    }

    /// Writes it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        guard let key = CodingKeys(rawValue: parts.name) else { preconditionFailure("A grant has one of these names.") }
        try container.encode(parts.text, forKey: key)
    }
}

/// Who is told to a server that asks while a task is shown.
public struct SignIn: Sendable, Codable, Hashable {
    /// The server that it is for, as `sign_in_at` of the recording names it: no other gets it.
    public var origin: String
    /// The user.
    public var user: String
    /// The password; it is in the request and nowhere else.
    public var password: String
    /// Makes an answer.
    public init(origin: String, user: String, password: String) {
        self.origin = origin
        self.user = user
        self.password = password
    }
}

/// Names a login.
public struct LoginName: Sendable, Codable, Hashable {
    /// Its name.
    public var name: Slug
    /// Makes a request.
    public init(name: Slug) { self.name = name }
}

/// An authority to be kept.
public struct AddAuthority: Sendable, Codable, Hashable {
    /// What skills call it.
    public var name: Slug
    /// Its certificates in PEM.
    public var pem: String
    /// Makes a request.
    public init(name: Slug, pem: String) {
        self.name = name
        self.pem = pem
    }
}

/// How the kill switch is, or shall be.
public struct KillSwitchState: Sendable, Codable, Hashable {
    /// Whether every external write is denied.
    public var on: Bool
    /// Makes a request.
    public init(on: Bool) { self.on = on }
}

/// What every refused or failed request answers.
public struct ErrorBody: Sendable, Codable, Hashable {
    /// What is told.
    public struct Detail: Sendable, Codable, Hashable {
        /// A stable name.
        public var code: String
        /// What happened and what to do.
        public var message: String
        /// Finds the request in the log.
        public var requestID: String
        /// What the reader or the safety gate found in a skill's file; nil when the error is not about one.
        public var diagnostics: [Diagnostic]?

        /// Describes an error.
        public init(code: String, message: String, requestID: String, diagnostics: [Diagnostic]? = nil) {
            self.code = code
            self.message = message
            self.requestID = requestID
            self.diagnostics = diagnostics
        }

        private enum CodingKeys: String, CodingKey {
            case code, message, diagnostics
            case requestID = "request_id"
        }
    }

    /// The error.
    public var error: Detail
    /// Wraps an error.
    public init(error: Detail) { self.error = error }

    /// As it is sent.
    var bytes: [UInt8] { (try? ConsoleJSON.encode(self)) ?? [] }

    /// A name that finds a request in the log.
    static func newRequestID() -> String { CorrelationID.random(prefix: "req").rawValue }
}
