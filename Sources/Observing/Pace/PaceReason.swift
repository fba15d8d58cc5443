// SPDX-License-Identifier: Apache-2.0

/// Why the observer looks less thoroughly than it could, or not at all: a closed set of codes.
public enum PaceReason: String, Sendable, Hashable, Codable, CaseIterable {
    /// Looking cost more than the budget, in the mean of six ticks.
    case overBudget = "over_budget"
    /// One tick took longer than two seconds.
    case slowTick = "slow_tick"
    /// The machine's processors are wanted by others.
    case processorPressure = "processor_pressure"
    /// The machine's memory is short.
    case memoryPressure = "memory_pressure"
    /// Pictures could not be read three times in a row, because the reader ended or was late.
    case readerFailed = "reader_failed"
    /// No tab gave a picture three times in a row.
    case captureFailed = "capture_failed"
    /// The reader lacks the language's data.
    case languageMissing = "language_missing"
}
