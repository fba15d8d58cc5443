// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing
import Vocabulary
import WebAddresses

@testable import ModelRouting

@Suite("models.yaml")
struct ModelsFileTests {
    private func read(_ text: String) throws -> ModelSettings { try ModelsFile.parse(text, path: "models.yaml") }

    @Test("everything that can be said is read as it is said")
    func whole() throws {
        let settings = try read(
            """
            # who is asked when an element is not found
            allow_hosted: true
            calls_per_run: 6
            tokens_per_run: 9000
            time_per_run: 2m

            providers:
              - name: far
                url: "https://api.models.example/v1/"   # theirs
                model: vendor/big#1
                key: { env: MODELS_KEY }
                hosted: true
              - name: local
                url: http://127.0.0.1:11434/v1
                model: qwen2.5:7b-instruct
                key: { file: local.key }
                within: 1500ms
            """
        )
        #expect(settings.allowsHosted)
        #expect(settings.budget == ModelBudget.Limits(calls: 6, tokens: 9000, time: .seconds(120)))
        let far = ModelProvider(
            name: "far",
            address: try WebAddress("https://api.models.example/v1/"),
            model: "vendor/big#1",
            key: .environment("MODELS_KEY"),
            isHosted: true
        )
        let local = ModelProvider(
            name: "local",
            address: try WebAddress("http://127.0.0.1:11434/v1"),
            model: "qwen2.5:7b-instruct",
            key: .file("local.key"),
            limit: .milliseconds(1500)
        )
        #expect(settings.providers == [far, local])
        #expect(settings.ordered == [local, far], "this machine's come first")
        #expect(try far.endpoint.text == "https://api.models.example/v1/chat/completions")
        #expect(try local.endpoint.text == "http://127.0.0.1:11434/v1/chat/completions")
    }

    @Test("a home without the file asks nobody, and so does an empty one")
    func nothing() async throws {
        try await withTemporaryFolder { folder in
            #expect(try ModelsFile.read(home: folder.path) == ModelSettings())
            try folder.write("# nothing yet\n\n", to: "models.yaml")
            #expect(try ModelsFile.read(home: folder.path) == ModelSettings())
        }
    }

    @Test("a hosted provider is read without the second opt-in, and not asked")
    func optIn() throws {
        let settings = try read(
            """
            providers:
              - name: far
                url: https://api.models.example/v1
                model: m
                hosted: true
            """
        )
        #expect(settings.providers.count == 1 && !settings.allows(settings.providers[0]))
    }

    private static let provider = "providers:\n  - name: a\n    url: http://127.0.0.1:1/v1\n    model: m\n"

    @Test(
        "what is wrong is told with its place and never quoted",
        arguments: [
            ("alow_hosted: true\n", "1:1: no such key is known here; there can be allow_hosted,"),
            ("allow_hosted: yes\n", "1:15: 'allow_hosted' is true or false."),
            ("allow_hosted: true\nallow_hosted: true\n", "2:1: 'allow_hosted:' is there twice."),
            ("calls_per_run: 0\n", "1:16: 'calls_per_run' is a whole number from 1 to 1000."),
            ("calls_per_run: 1e3\n", "1:16: "), ("time_per_run: 30\n", "1:15: 'time_per_run' is a time such as 30s"),
            ("time_per_run: 2h\n", "1:15: "), ("providers:\n", "1:1: no provider stands below it"),
            ("providers: []\n", "1:12: only plain values"), ("\tproviders:\n", "1:1: there is a tab"),
            ("providers:\n  - name: a\u{202E}\n", "2:12: there is a tab or an invisible character"),
            (" providers:\n", "1:2: a line begins at the margin"), ("providers\n", "1:1: a line is 'key: value'."),
            ("providers:x\n", "1:1: a line is 'key: value', with a blank"),
            ("    name: a\n", "1:11: an indented line stands below 'providers:' only."),
            ("providers:\n    name: a\n", "2:11: a provider begins with '  - name:'."),
            ("providers:\n  - name: a\n", "2:5: a provider has at least 'name:', 'url:' and 'model:'."),
            (provider + "    colour: red\n", "5:5: no such key is known here; there can be name, url,"),
            (provider + "    model: n\n", "5:5: 'model:' is there twice."),
            (provider + "    key: sk-topsecret\n", "5:10: a key is named and never written here"),
            (provider + "    key: { env: sk-topsecret }\n", "5:10: a key is named and never written here"),
            (provider + "    key: { file: ../sk-topsecret }\n", "5:10: a key is named"),
            (provider + "    key: { text: SK }\n", "5:10: a key is named"),
            (provider + "    hosted: true\n", "3:10: this address is on this machine: take 'hosted:' out."),
            (provider + "    within: 10m\n", "5:13: 'within' is a time such as 30s"),
            (provider + "  - name: a\n    url: http://127.0.0.1:2/v1\n    model: m\n", "5:11: another provider"),
            (provider.replacing("name: a", with: "name: My Model"), "2:11: a name has 1 to 32"),
            (provider.replacing("model: m", with: "model: \"m"), "4:12: a quoted value ends"),
            (provider.replacing("model: m", with: "model: a b"), "4:12: a model's name"),
            (provider.replacing("model: m", with: "model: *m"), "4:12: only plain values"),
            (provider.replacing("http://127.0.0.1:1/v1", with: "127.0.0.1:1"), "3:10: this is no address"),
            (
                provider.replacing("http://127.0.0.1:1/v1", with: "http://sk-topsecret@127.0.0.1/"),
                "3:10: this is no address"
            ),
            (provider.replacing("http://127.0.0.1:1/v1", with: "https://a.example/v1"), "3:10: this address is not on"),
            (provider.replacing("http://127.0.0.1:1/v1", with: "http://10.0.0.1/v1"), "3:10: this address is not on"),
            (
                provider.replacing("http://127.0.0.1:1/v1", with: "http://a.example/v1") + "    hosted: true\n",
                "3:10: a hosted provider has an https address of a public host."
            ),
            (
                provider.replacing("http://127.0.0.1:1/v1", with: "https://10.0.0.1/v1") + "    hosted: true\n",
                "3:10: a hosted provider has an https address of a public host."
            ),
        ]
    )
    func wrong(text: String, said: String) {
        let error = #expect(throws: ModelError.self) { try read(text) }
        #expect(error?.code == "models_invalid")
        #expect(error?.message.hasPrefix("models.yaml:\(said)") == true, "\(String(describing: error))")
        #expect(error?.description.contains("topsecret") == false)
    }

    @Test("a file that is no text, or too many providers, are refused")
    func bounds() async throws {
        try await withTemporaryFolder { folder in
            try folder.write(String(repeating: "#", count: ModelsFile.byteLimit + 1), to: "models.yaml")
            #expect(throws: (any Error).self) { try ModelsFile.read(home: folder.path) }
        }
        let many = (0...ModelsFile.providerLimit)
            .map { "  - name: n\($0)\n    url: http://127.0.0.1:1/v1\n    model: m\n" }
        let error = #expect(throws: ModelError.self) { try read("providers:\n" + many.joined()) }
        #expect(error?.message.contains("26:11: there are more than 8 providers.") == true)
    }
}
