// SPDX-License-Identifier: Apache-2.0
public import WebAddresses

/// One place that answers chat completions, as the operator wrote it down.
public struct ModelProvider: Sendable, Hashable {
    /// The operator's name for it: 1 to 32 of `a-z`, `0-9` and `-`.
    public let name: String
    /// Where its API begins: `http://127.0.0.1:11434/v1`.
    public let address: WebAddress
    /// What it calls the model.
    public let model: String
    /// Where its key lies; nil when it needs none.
    public let key: KeySource?
    /// Whether it lies beyond this machine.
    public let isHosted: Bool
    /// How long one answer may take.
    public let limit: Duration

    /// How long an answer may take when nothing is said: a model may have to be loaded first.
    public static let usualLimit: Duration = .seconds(30)

    /// Describes a provider.
    public init(
        name: String,
        address: WebAddress,
        model: String,
        key: KeySource? = nil,
        isHosted: Bool = false,
        limit: Duration = ModelProvider.usualLimit
    ) {
        self.name = name
        self.address = address
        self.model = model
        self.key = key
        self.isHosted = isHosted
        self.limit = limit
    }

    /// Where a question goes.
    var endpoint: WebAddress {
        get throws(AddressError) {
            let path = address.path.hasSuffix("/") ? String(address.path.dropLast()) : address.path
            return try WebAddress(resolving: path + "/chat/completions", on: address.origin)
        }
    }
}

/// Whom a home may ask, and how much.
public struct ModelSettings: Sendable, Hashable {
    /// The providers as they stand in the file.
    public var providers: [ModelProvider]
    /// Whether those beyond this machine may be asked at all.
    public var allowsHosted: Bool
    /// What one run may spend.
    public var budget: ModelBudget.Limits

    /// Nobody, when nothing is said.
    public init(
        providers: [ModelProvider] = [],
        allowsHosted: Bool = false,
        budget: ModelBudget.Limits = ModelBudget.Limits()
    ) {
        self.providers = providers
        self.allowsHosted = allowsHosted
        self.budget = budget
    }

    /// Those of this machine first, then the hosted ones, each in the file's order.
    public var ordered: [ModelProvider] { providers.filter { !$0.isHosted } + providers.filter(\.isHosted) }

    /// Whether a provider may be asked.
    public func allows(_ provider: ModelProvider) -> Bool { !provider.isHosted || allowsHosted }
}
