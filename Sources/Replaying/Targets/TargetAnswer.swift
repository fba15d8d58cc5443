// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Vocabulary

/// What the resolver script answered about a target.
struct TargetAnswer {
    /// Whether the target is fit for the action.
    let isReady: Bool
    /// Whether the page has settled without it, before the time was up.
    let isMissing: Bool
    /// Why not, as the script's stable word.
    let code: String?
    /// Why not, in words; names the page's structure, never its text.
    let detail: String?
    /// The locator that won.
    let winner: String?
    /// How many elements each locator matched.
    let matches: [String: Int]
    /// What each locator came to.
    let tried: [LocatorAttempt]
    /// Where to point, in the target's own document.
    let spot: Point?
    /// The way to that document.
    let way: FrameWay
    /// How its places lie on the page.
    var mapping = FrameMapping()
    /// How many looks it took.
    let attempts: Int
    /// The document that answered.
    let document: DocumentID
    /// The whole answer, for what only one action reads.
    let body: JSONValue

    /// Whether the target is as it should be already, or is set in another way than by input.
    var needsNoInput: Bool { body["settled"]?.bool == true || body["field"]?.string == "set" }

    /// Where to point, on the page.
    var point: Point? { spot.map(mapping.placed) }

    init(_ answer: ScriptAnswer, _ way: FrameWay) throws(ReplayError) {
        self.way = way
        guard let status = answer.value["status"]?.string else {
            throw ReplayError(code: .scriptAnswerInvalid, message: "The page script gave no usable answer.")
        }
        body = answer.value
        document = answer.document
        isReady = status == "ready"
        isMissing = status == "missing"
        code = body["code"]?.string
        detail = body["detail"]?.string
        winner = body["winner"]?.string
        matches = (body["matches"]?.object ?? [:]).compactMapValues(\.int)
        tried = TargetAnswer.attempts(body["tried"])
        attempts = body["attempts"]?.int ?? 1
        if let x = body["point"]?["x"]?.double, let y = body["point"]?["y"]?.double {
            spot = Point(x: x, y: y)
        } else {
            spot = nil
        }
    }

    static func attempts(_ value: JSONValue?) -> [LocatorAttempt] {
        (value?.array ?? [])
            .map {
                LocatorAttempt(
                    kind: $0["kind"]?.string ?? "",
                    matched: $0["matched"]?.int ?? 0,
                    why: $0["why"]?.string ?? ""
                )
            }
    }

    /// The refusal as an error that says what was tried.
    func failure(of target: String) -> ReplayError {
        switch code {
        case "not_found":
            ReplayError(
                code: .targetNotFound,
                message: "No locator finds '\(target)' on this page: see whether the page changed, and teach it anew.",
                tried: tried
            )
        case "not_proved":
            ReplayError(
                code: .targetNotProved,
                message: "What the locators find for '\(target)' is not proved to be the recorded element, "
                    + "so it was left alone.",
                tried: tried
            )
        case "ambiguous":
            ReplayError(
                code: .targetAmbiguous,
                message: "The locators of '\(target)' prove themselves on different elements, so none was used.",
                tried: tried
            )
        case "no_such_option", "option_disabled":
            ReplayError(
                code: .optionMissing,
                message: "'\(target)' cannot be set so: \(detail ?? "the option is missing").",
                tried: tried
            )
        default:
            ReplayError(
                code: .targetNotReady,
                message: "'\(target)' was found but could not be used in time: \(detail ?? code ?? "no reason given").",
                tried: tried
            )
        }
    }
}
