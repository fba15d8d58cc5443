// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What can be waited for or insisted on.
public enum Condition: Sendable, Hashable {
    /// The element is there and visible.
    case targetVisible(TargetName)
    /// The element is not there, or not visible.
    case targetGone(TargetName)
    /// The element shows a text, anywhere in it, without regard to case and white space.
    case targetText(TargetName, TextTemplate)
    /// The field holds exactly a value.
    case targetValue(TargetName, TextTemplate)
    /// The box is checked, or not.
    case targetChecked(TargetName, Bool)
    /// The tab is at an address.
    case address(SiteAddressPattern)
    /// The page's title holds a text.
    case title(TextTemplate)
    /// The page's picture shows a text, whatever draws it: a canvas, a video, an image.
    ///
    /// It is read as a person reads, so letters that look alike count as the same; what stands in frames is not seen.
    case screenText(TextTemplate)

    /// The element that it is about.
    public var target: TargetName? {
        switch self {
        case .targetVisible(let name), .targetGone(let name), .targetText(let name, _), .targetValue(let name, _),
            .targetChecked(let name, _):
            name
        case .address, .title, .screenText: nil
        }
    }

    /// In a few words, without any value.
    public var summary: String {
        switch self {
        case .targetVisible(let name): "\(name)"
        case .targetGone(let name): "\(name) gone"
        case .targetText(let name, _): "text of \(name)"
        case .targetValue(let name, _): "value of \(name)"
        case .targetChecked(let name, let isChecked): "\(name) \(isChecked ? "checked" : "unchecked")"
        case .address(let pattern): "address \(pattern)"
        case .title: "title"
        case .screenText: "text on the screen"
        }
    }

    var template: TextTemplate? {
        switch self {
        case .targetText(_, let text), .targetValue(_, let text), .title(let text), .screenText(let text): text
        case .targetVisible, .targetGone, .targetChecked, .address: nil
        }
    }
}
