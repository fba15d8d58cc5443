// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

extension RouteTable {
    static let models: [Route] = [
        Route(
            .get,
            "/v1/models",
            .anyToken,
            "The providers of models in the order in which they are asked, with their metrics.",
            success: .ok("ModelList")
        ) { request in try .value(ModelList(models: try await request.control.models())) },
        Route(
            .post,
            "/v1/models/test",
            .operatorOnly,
            "Make one small call to each provider that may be asked.",
            success: .ok("ModelTestList")
        ) { request in
            try .value(ModelTestList(tests: try await request.control.testModels(by: request.principal)))
        },
    ]
}
