// SPDX-License-Identifier: Apache-2.0

/// `/menu/{slug}`: one coffee, to be configured and put in the cart.
struct ProductPage {
    let layout: Layout
    let toast: String?
    let coffee: Coffee

    var html: HTML { layout.page(coffee.name, toast: toast, content: content) }

    private var names: PageNames { layout.names }
    private var parts: Parts { layout.parts }

    private var content: HTML {
        """
        \(parts.decoy(.recommendedCoffee))<article class="\(parts.classes("panel", "panel"))">
        <p class="\(parts.classes("crumbs"))"><a href="/menu">\(parts.say("Menu"))</a> / \(coffee.name)</p>
        <h1>\(coffee.name)</h1>
        <p>\(coffee.description)</p>
        <p class="\(parts.classes("meta"))">\(coffee.origin), 250 g</p>
        <p class="\(parts.classes("price"))">\(coffee.price.text)</p>
        <form method="post" action="/cart/lines">
        <input type="hidden" name="coffee" value="\(coffee.slug)">
        \(parts.arranged([quantity, grind, gift, note]))
        \(parts.submit("add", "Add to cart", "primary"))
        </form>
        </article>
        """
    }

    private var quantity: HTML {
        parts.field(
            "quantity",
            "Quantity",
            """
            <select id="\(names.id("quantity"))" name="quantity">
            \((1...Cart.maximumQuantity).map(option))
            </select>
            """
        )
    }

    private var grind: HTML {
        """
        <fieldset>
        <legend>Grind</legend>
        \(Grind.allCases.map(radio))
        </fieldset>
        """
    }

    private var gift: HTML {
        parts.check(
            "gift",
            "Gift wrap",
            """
            <input id="\(names.id("gift"))" type="checkbox" name="gift" value="yes">
            """
        )
    }

    private var note: HTML {
        parts.field(
            "note",
            "Note to the roaster",
            """
            <textarea id="\(names.id("note"))" name="note" rows="2" maxlength="200"></textarea>
            """
        )
    }

    private func option(_ quantity: Int) -> HTML { "<option>\(quantity)</option>" }

    private func radio(_ grind: Grind) -> HTML {
        let role = "grind " + grind.rawValue
        return parts.check(
            role,
            grind.label,
            """
            <input id="\(names.id(role))" type="radio" name="grind" value="\(grind.rawValue)"\
            \("checked", when: grind == .whole)>
            """
        )
    }
}
