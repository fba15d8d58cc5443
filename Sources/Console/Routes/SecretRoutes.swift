// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

extension RouteTable {
    static let secrets: [Route] = [
        Route(
            .get,
            "/v1/secrets",
            .operatorOnly,
            "Names and origins of the secrets; no value is ever shown.",
            success: .ok("SecretList")
        ) { request in try .value(SecretList(secrets: try await request.control.secrets())) },
        Route(
            .post,
            "/v1/secrets",
            .operatorOnly,
            "Keep a secret for one origin.",
            body: .json(.named("SetSecret")),
            success: .created("SecretSummary")
        ) { request in
            let secret = try request.value(SetSecret.self)
            try await request.control.setSecret(secret, by: request.principal)
            return try .value(SecretSummary(name: secret.name, origin: secret.origin))
        },
        Route(
            .delete,
            "/v1/secrets/{name}",
            .operatorOnly,
            "Forget a secret.",
            success: .done
        ) { request in
            let name = try request.parameter("name")
            try await request.control.removeSecret(name, by: request.principal)
            return .nothing
        },
    ]
}
