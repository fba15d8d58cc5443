// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

extension ErrorKind {
    /// The status that a failure of this kind gives.
    var httpStatus: HTTPResponse.Status {
        switch self {
        case .usage: .badRequest
        case .notFound: .notFound
        case .conflict, .needsPerson: .conflict
        case .invalid: .unprocessableContent
        case .refused: .forbidden
        case .timedOut: .gatewayTimeout
        case .unavailable: .serviceUnavailable
        case .failed: .internalServerError
        }
    }
}

extension ConsoleError {
    /// The status; HTTP has its own words for most of what goes wrong here.
    var httpStatus: HTTPResponse.Status {
        switch reason {
        case .tokenRequired, .tokenUnknown, .codeUnknown, .ticketUnknown: .unauthorized
        case .methodNotAllowed: .methodNotAllowed
        case .bodyTooLarge: .contentTooLarge
        case .bodyTooSlow: .requestTimeout
        case .headerTooLarge: .requestHeaderFieldsTooLarge
        case .mediaTypeUnsupported: .unsupportedMediaType
        case .portInUse, .addressUnusable, .tokenFileUnusable, .serverStopped, .hostNotAllowed, .originNotAllowed,
            .crossSiteRequest, .operatorRequired, .requestMalformed, .routeUnknown, .parameterInvalid, .bodyInvalid,
            .digestMismatch,
            .tooManyStreams, .pictureMissing, .internalError:
            kind.httpStatus
        }
    }
}
