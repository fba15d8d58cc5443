// SPDX-License-Identifier: Apache-2.0

/// `/menu`: the list of coffees, searched on the server by its form and in the page while somebody types.
struct MenuPage {
    let layout: Layout
    let toast: String?
    /// What was searched for; empty for all.
    let query: String

    var html: HTML { layout.page("Menu", toast: toast, content: content) }

    private var names: PageNames { layout.names }

    private var content: HTML {
        let coffees = Catalogue.search(query)
        return """
            <h1>Menu</h1>
            <form class="search" role="search" method="get" action="/menu">
            <div class="field">
            <label for="\(names.id("search"))">Search coffees</label>
            <input id="\(names.id("search"))" type="search" name="q" value="\(query)" maxlength="60" autocomplete="off">
            </div>
            <button class="\(names.className("button"))">Search</button>
            </form>
            <p class="count" role="status">\(MenuPage.count(coffees.count))</p>
            <ul class="cards">
            \(coffees.map(card))
            </ul>
            <p class="count"><a href="/office">Coffee for offices</a></p>
            """
    }

    private func card(_ coffee: Coffee) -> HTML {
        """
        <li class="card \(names.className("card"))" id="\(names.id(coffee.slug))">
        <h2><a href="/menu/\(coffee.slug)">\(coffee.name)</a></h2>
        <p>\(coffee.description)</p>
        <p class="meta">\(coffee.origin)</p>
        <p class="price">\(coffee.price.text)</p>
        <form method="post" action="/cart/lines">
        <input type="hidden" name="coffee" value="\(coffee.slug)">
        <button class="\(names.className("button"))">Add to cart</button>
        </form>
        </li>
        """
    }

    private static func count(_ number: Int) -> String { number == 1 ? "1 coffee" : "\(number) coffees" }
}
