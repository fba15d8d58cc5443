// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What a run needs a person for, with the page as it is at that moment.
public struct PersonNeed: Sendable, Hashable {
    /// The kinds of need.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Which element is meant.
        case rescue
        /// A yes to an action that cannot be undone.
        case consent
        /// A page that wants to know whether somebody is a person.
        case captcha
        /// A page that wants a code from another device.
        case secondFactor = "second_factor"
        /// An answer that the skill asks for.
        case ask
        /// What becomes of a step that was refused.
        case refusal
    }

    /// Which.
    public let kind: Kind
    /// The step that waits.
    public let step: StepID
    /// What is asked, in a sentence.
    public let text: String
    /// The page as it was then; nil when nothing is kept.
    public var picture: Evidence?
    /// Where on that picture the element is that it is about; nil when there is none, or it is in a frame.
    public var box: PictureBox?
    /// Where the candidates are, in the order of the question; nil for one that is not in view.
    public var boxes: [PictureBox?] = []
    /// What a question of the skill's can be answered with; nil for the other kinds.
    public var form: AskedQuestion.Form?
    /// When such a question stops waiting.
    public var expires: Timestamp?
}

extension PictureBox {
    /// Reads what the page's script says of a box.
    init?(_ value: JSONValue?) {
        guard let x = value?["x"]?.double, let y = value?["y"]?.double, let width = value?["width"]?.double,
            let height = value?["height"]?.double
        else { return nil }
        self.init(x: x, y: y, width: width, height: height)
    }
}
