// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What is made of the reports of pages before they are written down: a value, under the watch's lock.
struct Hearing {
    var scrubber = RecordingScrubber()
    var hidden = HiddenFields()
    /// Whether nothing is written at the moment; what is secret is learnt all the same.
    var isPaused = false

    /// The report as it may be written; nil when it may not.
    mutating func kept(of report: JSONValue) -> JSONValue? {
        let kept = scrubber.scrubbed(hidden.hiding(report))
        return isPaused ? nil : kept
    }
}
