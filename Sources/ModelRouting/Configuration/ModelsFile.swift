// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
internal import WebAddresses

/// The text of `models.yaml`: a small, strict part of YAML, so that a person can write it and nothing in it surprises.
///
/// ```yaml
/// allow_hosted: false
/// calls_per_run: 20
/// providers:
///   - name: local
///     url: http://127.0.0.1:11434/v1
///     model: qwen2.5:7b-instruct
/// ```
///
/// No message quotes a value: somebody may have written a key where a name belongs.
public enum ModelsFile {
    /// The most bytes of the file.
    public static let byteLimit = 1 << 16
    /// The most providers.
    public static let providerLimit = 8

    /// Reads the file of a home; without one nobody is asked.
    ///
    /// - Throws: ``ModelError`` with `models_invalid`, naming line and column, or ``Vocabulary/FileError``.
    public static func read(home: String) throws -> ModelSettings {
        let path = home + "/models.yaml"
        guard let bytes = try PrivateFile.read(path, limit: byteLimit) else { return ModelSettings() }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ModelError(.modelsInvalid, "\(path) is not UTF-8: save it as UTF-8.")
        }
        return try parse(text, path: path)
    }

    /// Reads the text.
    ///
    /// - Parameter path: names the file, for errors.
    /// - Throws: ``ModelError`` with `models_invalid`, naming line and column.
    public static func parse(_ text: String, path: String) throws(ModelError) -> ModelSettings {
        do throws(ModelsLine.Failure) {
            return try settings(of: try ModelsLine.split(text))
        } catch {
            throw ModelError(.modelsInvalid, "\(path):\(error.line):\(error.column): \(error.why)")
        }
    }

    private static func settings(of lines: [ModelsLine]) throws(ModelsLine.Failure) -> ModelSettings {
        var top: [ModelsLine] = []
        var items: [[ModelsLine]] = []
        for line in lines {
            switch line.place {
            case .top: top.append(line)
            case .item, .member:
                guard top.last?.key == "providers" else {
                    throw line.failure("an indented line stands below 'providers:' only")
                }
                if line.place == .item {
                    items.append([line])
                } else if items.isEmpty {
                    throw line.failure("a provider begins with '  - name:'")
                } else {
                    items[items.count - 1].append(line)
                }
            }
        }
        var settings = try settings(ofTop: top)
        if let list = top.first(where: { $0.key == "providers" }), items.isEmpty {
            throw list.failure("no provider stands below it: add one, or take the line out")
        }
        for item in items { settings.providers.append(try provider(of: item, after: settings.providers)) }
        return settings
    }

    private static func settings(ofTop lines: [ModelsLine]) throws(ModelsLine.Failure) -> ModelSettings {
        var settings = ModelSettings()
        try ModelsLine.requireOnce(
            lines,
            known: ["allow_hosted", "calls_per_run", "tokens_per_run", "time_per_run", "providers"]
        )
        for line in lines {
            switch line.key {
            case "allow_hosted": settings.allowsHosted = try line.flag()
            case "calls_per_run": settings.budget.calls = try line.number(in: 1...1000)
            case "tokens_per_run": settings.budget.tokens = try line.number(in: 100...10_000_000)
            case "time_per_run": settings.budget.time = try line.duration(in: .seconds(1)...(.seconds(3600)))
            case "providers":
                guard line.value.isEmpty else {
                    throw line.failure("the providers stand below it, each as '  - name:'")
                }
            default: break
            }
        }
        return settings
    }

    private static func provider(
        of lines: [ModelsLine],
        after others: [ModelProvider]
    ) throws(ModelsLine.Failure) -> ModelProvider {
        let known = ["name", "url", "model", "key", "hosted", "within"]
        try ModelsLine.requireOnce(lines, known: known)
        let line = { (key: String) in lines.first { $0.key == key } }
        guard let name = line("name"), let url = line("url"), let model = line("model") else {
            throw lines[0].failure("a provider has at least 'name:', 'url:' and 'model:'", atKey: true)
        }
        let provider = ModelProvider(
            name: try name.name(),
            address: try url.address(),
            model: try model.model(),
            key: try line("key")?.keySource(),
            isHosted: try line("hosted")?.flag() ?? false,
            limit: try line("within")?.duration(in: .milliseconds(100)...(.seconds(300))) ?? ModelProvider.usualLimit
        )
        guard others.count < providerLimit else { throw name.failure("there are more than \(providerLimit) providers") }
        guard !others.contains(where: { $0.name == provider.name }) else {
            throw name.failure("another provider has this name")
        }
        try requireOptIn(provider, url)
        return provider
    }

    /// What leaves the machine is said twice: on the provider, and for all of them.
    private static func requireOptIn(_ provider: ModelProvider, _ url: ModelsLine) throws(ModelsLine.Failure) {
        let origin = provider.address.origin
        if origin.host.kind == .loopback {
            guard !provider.isHosted else {
                throw url.failure("this address is on this machine: take 'hosted:' out")
            }
        } else {
            guard provider.isHosted else {
                throw url.failure(
                    "this address is not on this machine: questions hold text of pages, so say 'hosted: true' here and "
                        + "'allow_hosted: true' at the top if they may leave it"
                )
            }
            guard origin.host.kind == .public, origin.scheme == .https else {
                throw url.failure("a hosted provider has an https address of a public host")
            }
        }
    }
}
