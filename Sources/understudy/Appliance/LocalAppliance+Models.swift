// SPDX-License-Identifier: Apache-2.0
internal import AgentLoop
internal import Console
internal import ModelRouting
internal import Replaying
internal import Vocabulary
internal import WebAddresses

/// Who is asked, in this order, which element of a shortlist is meant, when no locator and no likeness has proved it.
///
/// What is made here is what the player asks; a person comes after all of them.
func rescueAdvisors(models: ModelRouter, memory: any ScreenMemory) -> [any RescueAdvisor] {
    models.isEmpty ? [] : [ModelAdvisor(router: models, memory: memory)]
}

extension LocalAppliance {
    /// How long all providers together have for a test.
    private static let testLimit: Duration = .seconds(60)

    func models() async throws -> [ModelSummary] { models.report().map(ModelSummary.init) }

    func testModels(by principal: Principal) async throws -> [ModelTestResult] {
        try await models.test(deadline: .after(LocalAppliance.testLimit)).map(ModelTestResult.init)
    }
}

extension ModelSummary {
    fileprivate init(_ report: ProviderReport) {
        self.init(
            name: report.provider.name,
            url: report.provider.address.text,
            model: report.provider.model,
            isHosted: report.provider.isHosted,
            isAllowed: report.isAllowed
        )
        form = report.form.rawValue
        breaker =
            switch report.breaker {
            case .closed: "closed"
            case .open: "open"
            case .probing: "half_open"
            }
        calls = report.metrics.calls
        answers = report.metrics.answers
        failures = Dictionary(uniqueKeysWithValues: report.metrics.failures.map { ($0.key.rawValue, $0.value) })
        promptTokens = report.metrics.promptTokens
        answerTokens = report.metrics.answerTokens
        medianMilliseconds = report.metrics.median.map { Int($0 / .milliseconds(1)) }
        p95Milliseconds = report.metrics.p95.map { Int($0 / .milliseconds(1)) }
    }
}

extension ModelTestResult {
    fileprivate init(_ test: ProviderTest) {
        self.init(
            name: test.name,
            failure: test.failure?.kind.rawValue,
            message: test.failure?.words,
            form: test.form.rawValue,
            milliseconds: Int(test.elapsed / .milliseconds(1))
        )
    }
}
