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

    private var content: HTML {
        """
        <h1>Checkout</h1>
        \(problems.isEmpty ? .empty : alert)
        <form method="post" action="/orders" class="panel \(names.className("panel"))">
        <fieldset>
        <legend>Delivery</legend>
        \(textField("name", "Name", value: details.name, autocomplete: "name"))
        <div class="field">
        <label for="\(names.id("address"))">Address</label>
        <textarea id="\(names.id("address"))" name="address" rows="3" maxlength="300" autocomplete="street-address"
         required>\(details.address)</textarea>
        </div>
        \(textField("email", "E-mail", value: details.email, autocomplete: "email"))
        <div class="field">
        <label for="\(names.id("delivery"))">Delivery</label>
        <select id="\(names.id("delivery"))" name="delivery">
        \(Delivery.allCases.map(option))
        </select>
        </div>
        </fieldset>
        \(summary)
        <div class="check">
        <input id="\(names.id("terms"))" type="checkbox" name="terms" value="yes"\("checked", when: details.acceptsTerms)>
        <label for="\(names.id("terms"))">I accept the terms of sale</label>
        </div>
        <button id="\(names.id("pay"))" class="primary pay \(names.className("button"))"\
        \("disabled", when: !details.acceptsTerms)>Pay</button>
        </form>
        """
    }

    private var summary: HTML {
        """
        <section aria-label="Your order">
        <h2>Your order</h2>
        <ul class="summary">
        \(cart.lines.map(item))
        </ul>
        <p class="total">Total <output id="\(names.id("total"))" name="total">…</output></p>
        </section>
        """
    }

    private var alert: HTML {
        """
        <ul class="alert" role="alert">
        \(problems.map(problem))
        </ul>
        """
    }

    private func textField(_ name: String, _ label: String, value: String, autocomplete: String) -> HTML {
        """
        <div class="field">
        <label for="\(names.id(name))">\(label)</label>
        <input id="\(names.id(name))" type="\(name == "email" ? "email" : "text")" name="\(name)" value="\(value)"
         autocomplete="\(autocomplete)" maxlength="100" required>
        </div>
        """
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
