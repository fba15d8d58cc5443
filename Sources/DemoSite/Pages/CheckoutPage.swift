// SPDX-License-Identifier: Apache-2.0

/// `/checkout`: where the order goes, and the button that cannot be taken back.
///
/// The button is disabled until the terms are accepted, and the total comes after the page has loaded, as both do in
/// shops that people use.
struct CheckoutPage {
    let layout: Layout
    let cart: Cart
    var details = CheckoutDetails()
    var problems: [String] = []

    var html: HTML { layout.page("Checkout", content: content) }

    private var names: PageNames { layout.names }
    private var parts: Parts { layout.parts }

    private var content: HTML {
        """
        <h1>\(parts.title("Checkout"))</h1>
        \(problems.isEmpty ? .empty : alert)
        <form method="post" action="/orders" class="\(parts.classes("panel", "panel"))">
        \(parts.look.isSummaryFirst ? [summary, delivery] : [delivery, summary])
        \(terms)\(parts.decoy(.expressPay))
        <button id="\(names.id("pay"))" class="\(parts.classes("primary pay", "button"))"\
        \("disabled", when: !details.acceptsTerms)>Pay</button>
        </form>
        """
    }

    private var delivery: HTML {
        let fields = [
            textField("name", "Name", value: details.name, autocomplete: "name"), address,
            textField("email", "E-mail", value: details.email, autocomplete: "email"), way,
        ]
        return """
            <fieldset>
            <legend>\(parts.title("Delivery"))</legend>
            \(parts.arranged(fields))
            </fieldset>
            """
    }

    private var address: HTML {
        parts.field(
            "address",
            "Address",
            """
            <textarea id="\(names.id("address"))" name="address" rows="3" maxlength="300" autocomplete="street-address"
             required>\(details.address)</textarea>
            """
        )
    }

    private var way: HTML {
        parts.field(
            "delivery",
            "Delivery",
            """
            <select id="\(names.id("delivery"))" name="delivery">
            \(Delivery.allCases.map(option))
            </select>
            """
        )
    }

    private var terms: HTML {
        parts.check(
            "terms",
            "I accept the terms of sale",
            """
            <input id="\(names.id("terms"))" type="checkbox" name="terms" value="yes"\
            \("checked", when: details.acceptsTerms)>
            """
        )
    }

    private var summary: HTML {
        """
        <section aria-label="Your order">
        <h2>\(parts.title("Your order"))</h2>
        <ul class="\(parts.classes("summary"))">
        \(cart.lines.map(item))
        </ul>
        <p class="\(parts.classes("total"))">Total <output id="\(names.id("total"))" name="total">…</output></p>
        </section>
        """
    }

    private var alert: HTML {
        """
        <ul class="\(parts.classes("alert"))" role="alert">
        \(problems.map(problem))
        </ul>
        """
    }

    private func textField(_ name: String, _ label: String, value: String, autocomplete: String) -> HTML {
        parts.field(
            name,
            label,
            """
            <input id="\(names.id(name))" type="\(name == "email" ? "email" : "text")" name="\(name)" value="\(value)"
             autocomplete="\(autocomplete)" maxlength="100" required>
            """
        )
    }

    private func option(_ delivery: Delivery) -> HTML {
        let price = delivery.price.cents == 0 ? "free" : delivery.price.text
        return """
            <option value="\(delivery.rawValue)"\("selected", when: delivery == details.delivery)>\
            \(delivery.label) (\(price))</option>
            """
    }

    private func item(_ line: Cart.Line) -> HTML { "<li>\(line.quantity) × \(line.choice.coffee.name)</li>" }

    private func problem(_ text: String) -> HTML { "<li>\(text)</li>" }
}
