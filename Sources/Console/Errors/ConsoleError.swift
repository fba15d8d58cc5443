// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Why the server could not start, or a request was refused before it reached the appliance.
public struct ConsoleError: ExplainedError, Hashable {
    /// The stable codes of this module.
    public enum Reason: String, Sendable, CaseIterable {
        case portInUse = "port_in_use"
        case addressUnusable = "address_unusable"
        case tokenFileUnusable = "token_file_unusable"
        case serverStopped = "server_stopped"
        case hostNotAllowed = "host_not_allowed"
        case originNotAllowed = "origin_not_allowed"
        case crossSiteRequest = "cross_site_request"
        case tokenRequired = "token_required"
        case tokenUnknown = "token_unknown"
        case operatorRequired = "operator_required"
        case codeUnknown = "code_unknown"
        case requestMalformed = "request_malformed"
        case headerTooLarge = "header_too_large"
        case routeUnknown = "route_unknown"
        case methodNotAllowed = "method_not_allowed"
        case parameterInvalid = "parameter_invalid"
        case bodyInvalid = "body_invalid"
        case bodyTooLarge = "body_too_large"
        case bodyTooSlow = "body_too_slow"
        case mediaTypeUnsupported = "media_type_unsupported"
        case digestMismatch = "digest_mismatch"
        case tooManyStreams = "too_many_streams"
        case ticketUnknown = "ticket_unknown"
        case pictureMissing = "picture_missing"
        case internalError = "internal_error"
    }

    /// Which of them.
    public let reason: Reason
    /// What happened to which thing, and what to do.
    public let message: String

    /// Describes one failure.
    public init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    /// The stable name.
    public var code: String { reason.rawValue }

    /// How it ends a command.
    public var kind: ErrorKind {
        switch reason {
        case .portInUse, .digestMismatch: .conflict
        case .hostNotAllowed, .originNotAllowed, .crossSiteRequest, .tokenRequired, .tokenUnknown, .operatorRequired,
            .codeUnknown, .ticketUnknown:
            .refused
        case .requestMalformed, .headerTooLarge, .addressUnusable, .parameterInvalid, .bodyInvalid, .bodyTooLarge,
            .mediaTypeUnsupported,
            .methodNotAllowed:
            .usage
        case .routeUnknown: .notFound
        case .bodyTooSlow: .timedOut
        case .tooManyStreams, .serverStopped, .pictureMissing: .unavailable
        case .tokenFileUnusable, .internalError: .failed
        }
    }

    /// Whether somebody asked for what they may not have, which is worth an event.
    var isRefusal: Bool { kind == .refused }
}
