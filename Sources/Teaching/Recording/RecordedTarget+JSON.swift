// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

extension RecordedTarget {
    /// Reads what the page script described; nil when a part is missing.
    init?(_ value: JSONValue?) {
        guard let value, let looks = value["looks"]?.string, let fingerprint = Fingerprint(value["fingerprint"]) else {
            return nil
        }
        self.init(
            looks: looks,
            locators: (value["locators"]?.array ?? []).compactMap(Locator.init),
            fingerprint: fingerprint
        )
    }

    var json: JSONValue {
        [
            "looks": .string(looks),
            "locators": .array(locators.map(\.json)),
            "fingerprint": fingerprint.json,
        ]
    }
}
