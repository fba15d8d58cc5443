// SPDX-License-Identifier: Apache-2.0

/// `/menu/{slug}`: one coffee, to be configured and put in the cart.
struct ProductPage {
    let layout: Layout
    let toast: String?
    let coffee: Coffee

    var html: HTML { layout.page(coffee.name, toast: toast, content: content) }

    private var names: PageNames { layout.names }

    private var content: HTML {
        """
        <article class="panel \(names.className("panel"))">
        <p class="crumbs"><a href="/menu">Menu</a> / \(coffee.name)</p>
        <h1>\(coffee.name)</h1>
        <p>\(coffee.description)</p>
        <p class="meta">\(coffee.origin), 250 g</p>
        <p class="price">\(coffee.price.text)</p>
        <form method="post" action="/cart/lines">
        <input type="hidden" name="coffee" value="\(coffee.slug)">
        <div class="field">
        <label for="\(names.id("quantity"))">Quantity</label>
        <select id="\(names.id("quantity"))" name="quantity">
        \((1...Cart.maximumQuantity).map(option))
        </select>
        </div>
        <fieldset>
        <legend>Grind</legend>
        \(Grind.allCases.map(radio))
        </fieldset>
        <div class="check">
        <input id="\(names.id("gift"))" type="checkbox" name="gift" value="yes">
        <label for="\(names.id("gift"))">Gift wrap</label>
        </div>
        <div class="field">
        <label for="\(names.id("note"))">Note to the roaster</label>
        <textarea id="\(names.id("note"))" name="note" rows="2" maxlength="200"></textarea>
        </div>
        <button id="\(names.id("add"))" class="primary \(names.className("button"))">Add to cart</button>
        </form>
        </article>
        """
    }

    private func option(_ quantity: Int) -> HTML { "<option>\(quantity)</option>" }

    private func radio(_ grind: Grind) -> HTML {
        let id = names.id("grind " + grind.rawValue)
        return """
            <div class="check">
            <input id="\(id)" type="radio" name="grind" value="\(grind.rawValue)"\("checked", when: grind == .whole)>
            <label for="\(id)">\(grind.label)</label>
            </div>
            """
    }
}
