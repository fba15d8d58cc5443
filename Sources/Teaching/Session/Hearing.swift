// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What is made of the reports of pages before they are written down: a value, under the watch's lock.
struct Hearing {
    var scrubber = RecordingScrubber()
    var hidden = HiddenFields()
    /// Whether nothing is written at the moment; what is secret is learnt all the same.
    var isPaused = false
    /// How many calls of pages have been written down.
    private var calls = 0

    /// The most calls of pages in a recording; what comes after is not written down.
    private static let callLimit = 2000

    /// Whether one more call may be written down.
    mutating func takesCall() -> Bool {
        guard !isPaused, calls < Hearing.callLimit else { return false }
        calls += 1
        return true
    }

    /// The report as it may be written; nil when it may not.
    mutating func kept(of report: JSONValue) -> JSONValue? {
        let kept = scrubber.scrubbed(hidden.hiding(report))
        return isPaused ? nil : kept
    }
}
