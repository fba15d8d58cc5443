// SPDX-License-Identifier: Apache-2.0
internal import Console

/// Looks at the models by one small call to each provider that may be asked.
enum ModelLook {
    static func checks(_ control: any ApplianceControl) async -> [Check] {
        do {
            let tests = try await control.testModels(by: .operator)
            guard !tests.isEmpty else {
                return [.good("models", "none: what is not found again is a person's to find")]
            }
            return tests.map(check)
        } catch {
            return [.bad("models", error)]
        }
    }

    private static func check(_ test: ModelTestResult) -> Check {
        guard let message = test.message else {
            return .good("model \(test.name)", "answers in \(test.milliseconds) ms (\(test.form))")
        }
        return .bad("model \(test.name)", message, mend: "see 'models.yaml' of the home and Docs/models.md")
    }
}
