// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

/// What the resolver script is asked, as data.
struct TargetRequest {
    let action: String
    let target: Target
    var options: [String]?
    /// How many files are given; what they are called is no affair of the page's before it has them.
    var files: Int?
    var place: BoxPlace?
    var guarded: String?
    var guardNumber = 0
    /// Whether a secret will be typed: the page's scripts then never look at the field's value, nor does a picture.
    var isSecret = false
    /// Whether the page should say at once that it has settled and the target is not there.
    var isRescuable = false
    /// The number under which a rescue has taken an element for the target.
    var adopted: Int?
    /// Whether what is done with it cannot be undone.
    var isCareful = false

    /// How long a page may take to say what was missing when its time is over: on a busy machine its own account is worth
    /// more than ours of a page that said nothing.
    static let patience: Duration = .seconds(3)

    /// The argument for one call of the script.
    ///
    /// - Parameter deadline: when the step's time is over; the page looks a little less long.
    func argument(deadline: Deadline) -> JSONValue {
        var members: [String: JSONValue] = [
            "action": .string(action),
            "target": TargetRequest.json(of: target, adopted: adopted, isCareful: isCareful),
            "for": .int(TargetRequest.milliseconds(before: deadline)),
            "guard": .int(Int64(guardNumber)),
        ]
        if let options { members["options"] = .array(options.map { .string($0) }) }
        if let files { members["files"] = .int(Int64(files)) }
        if let place { members["place"] = ["x": .double(place.x), "y": .double(place.y)] }
        if isSecret { members["secret"] = true }
        if isRescuable { members["rescuable"] = true }
        if let guarded { members["guarded"] = .string(guarded) }
        return .object(members)
    }

    static func milliseconds(before deadline: Deadline) -> Int64 {
        let left = Int64(deadline.remaining / .milliseconds(1))
        return max(0, left - max(250, min(1000, left / 10)))
    }

    /// - Parameters:
    ///   - adopted: the number under which a rescue has taken an element for it.
    ///   - isCareful: whether what is done with it cannot be undone.
    static func json(of target: Target, adopted: Int? = nil, isCareful: Bool = false) -> JSONValue {
        var print = target.fingerprint.json.object ?? [:]
        if isCareful { print["careful"] = true }
        var members: [String: JSONValue] = [
            "locators": .array(target.locators.map(\.json)), "fingerprint": .object(print),
        ]
        if let adopted { members["adopted"] = .int(Int64(adopted)) }
        return .object(members)
    }
}
