// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// The budgets of the latest runs; the oldest is forgotten when there are more than 256.
struct RunBudgets: Sendable {
    private let limits: ModelBudget.Limits
    private var budgets: [RunID: ModelBudget] = [:]
    private var order: [RunID] = []

    static let capacity = 256

    init(limits: ModelBudget.Limits) { self.limits = limits }

    /// Changes a run's budget.
    mutating func edit<Result>(_ run: RunID, _ change: (inout ModelBudget) -> Result) -> Result {
        if budgets[run] == nil {
            order.append(run)
            if order.count > RunBudgets.capacity { budgets[order.removeFirst()] = nil }
        }
        var budget = budgets[run] ?? ModelBudget(limits)
        defer { budgets[run] = budget }
        return change(&budget)
    }
}
