// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Replaying

/// Who is asked when no locator and no likeness finds a target.
struct RescueOptions: ParsableArguments {
    @Option(
        name: .customLong("rescue"),
        help: "Who is asked which element is meant when nothing proves it: model, person, model,person or none.",
        transform: RescueOptions.parse
    )
    var asked: [RescueLevel]?

    /// The advisors in their order.
    ///
    /// - Parameter isAttended: whether a person can be asked, when it was not said who is.
    func advisors(isAttended: Bool) -> [RescueLevel] { asked ?? (isAttended ? [.model, .person] : [.model]) }

    static func parse(_ text: String) throws -> [RescueLevel] {
        guard text != "none" else { return [] }
        let levels = text.split(separator: ",", omittingEmptySubsequences: false)
            .map { RescueLevel(rawValue: String($0)) }
        guard levels.allSatisfy({ $0 == .model || $0 == .person }), Set(levels).count == levels.count else {
            throw ValidationError("--rescue is model, person, model,person or none.")
        }
        // The model first: a person is asked what it could not say.
        return [RescueLevel.model, .person].filter(levels.contains)
    }
}
