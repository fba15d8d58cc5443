// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Fields that the person wants hidden although nothing in the page says that they are secret.
///
/// The page knows best which field is typed into next, so it says so. A document that has not heard of the wish yet,
/// because it came after, is not trusted to: what is typed there first is hidden here.
struct HiddenFields {
    private struct Field {
        let target: RecordedTarget
        let name: String
    }

    private struct Wish {
        let number: Int
        let name: String?
        /// Whether every document that was there has been told.
        var isTold = false
    }

    private var fields: [Field] = []
    private var wish: Wish?
    private var count = 0

    /// Wants the field hidden that is typed into next.
    ///
    /// - Returns: the number that documents are told of it by.
    mutating func wantNext(named name: String?) -> Int {
        count += 1
        wish = Wish(number: count, name: name)
        return count
    }

    /// Notes that the documents have been told: from now on one that does not know has come since.
    mutating func noteTold() { wish?.isTold = true }

    /// Hides a field from now on.
    mutating func hide(_ target: RecordedTarget, named name: String) {
        fields.removeAll { $0.target.isSame(as: target) }
        fields.append(Field(target: target, name: name))
    }

    /// The name under which a field is hidden.
    func name(of target: RecordedTarget) -> String? { fields.first { $0.target.isSame(as: target) }?.name }

    /// A report in which what is hidden is a secret.
    mutating func hiding(_ report: JSONValue) -> JSONValue {
        guard var members = report.object, members["kind"]?.string == "input",
            let target = RecordedTarget(members["target"])
        else { return report }
        let saysHidden = members.removeValue(forKey: "hidden")?.int
        let heard = members.removeValue(forKey: "heard")?.int ?? 0
        if name(of: target) == nil {
            let word = members["secret"]?.string ?? Names.word(of: target) ?? "secret"
            if let wish, saysHidden == wish.number || isMissed(members, heard, wish) {
                hide(target, named: wish.name ?? word)
                self.wish = nil
            } else if saysHidden != nil {
                // The next field in another tab that was told: one too many is better than one too few.
                hide(target, named: word)
            }
        }
        return .object(name(of: target).map { HiddenFields.secret(members, named: $0) } ?? members)
    }

    private func isMissed(_ members: [String: JSONValue], _ heard: Int, _ wish: Wish) -> Bool {
        wish.isTold && heard < wish.number && members["value"] != nil
    }

    private static func secret(_ given: [String: JSONValue], named name: String) -> [String: JSONValue] {
        var members = given
        if let value = members.removeValue(forKey: "value") {
            members["secret_value"] = value
            members["secret_field"] = members["target"]?["fingerprint"]?["attributes"]?["name"] ?? ""
        }
        members["secret"] = .string(name)
        return members
    }
}
