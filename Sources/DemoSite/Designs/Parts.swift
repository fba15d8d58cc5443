// SPDX-License-Identifier: Apache-2.0

/// The pieces that pages are made of, as one design has them, for one load.
struct Parts: Sendable {
    let names: PageNames
    let look: Look

    /// The classes of an element.
    ///
    /// - Parameters:
    ///   - stable: those that the style sheet knows, in the first design's words.
    ///   - own: what the element is on the page, for a class that is another on every load.
    func classes(_ stable: String, _ own: String? = nil) -> String {
        let called = stable.split(separator: " ").map { look.classStart + $0 }
        return (called + (own.map { [names.className($0)] } ?? [])).joined(separator: " ")
    }

    /// Words on a field, a button or a link.
    func say(_ words: String) -> String { look.words[words] ?? words }

    /// Words of a heading.
    func title(_ words: String) -> String { look.headings[words] ?? words }

    /// What belongs together, in as many boxes as the design likes.
    func wrapped(_ content: HTML) -> HTML {
        (0..<look.wrappers)
            .reduce(content) { inner, level in
                "<div class=\"\(classes("box", "box \(level)"))\">\(inner)</div>"
            }
    }

    /// The fields of a form, in the design's order.
    func arranged(_ fields: [HTML]) -> HTML { wrapped(.lines(look.isReordered ? fields.reversed() : fields)) }

    /// A label and the field that it names.
    ///
    /// - Parameter role: what the field is on the page; the field must have the id that it gives.
    func field(_ role: String, _ label: String, _ control: HTML) -> HTML {
        """
        <div class="\(classes("field"))">
        <label for="\(names.id(role))">\(say(label))</label>
        \(control)
        </div>
        """
    }

    /// A box to be checked, and its label.
    func check(_ role: String, _ label: String, _ input: HTML) -> HTML {
        """
        <div class="\(classes("check"))">
        \(input)
        <label for="\(names.id(role))">\(say(label))</label>
        </div>
        """
    }

    /// A button that sends its form.
    func submit(_ role: String, _ words: String, _ stable: String = "") -> HTML {
        let called = classes(stable, "button")
        return switch look.button {
        case .button: "<button id=\"\(names.id(role))\" class=\"\(called)\">\(say(words))</button>"
        case .input: "<input type=\"submit\" id=\"\(names.id(role))\" class=\"\(called)\" value=\"\(say(words))\">"
        }
    }
}
