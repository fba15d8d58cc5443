// SPDX-License-Identifier: Apache-2.0

/// `/menu`: the list of coffees, searched on the server by its form and in the page while somebody types.
struct MenuPage {
    let layout: Layout
    let toast: String?
    /// What was searched for; empty for all.
    let query: String

    var html: HTML { layout.page("Menu", toast: toast, content: content) }

    private var names: PageNames { layout.names }
    private var parts: Parts { layout.parts }

    private var content: HTML {
        let coffees = Catalogue.search(query)
        return """
            <h1>\(parts.title("Menu"))</h1>
            <form class="\(parts.classes("search"))" role="search" method="get" action="/menu">
            \(parts.field("search", "Search coffees", searchField))
            <button class="\(parts.classes("", "button"))">Search</button>
            </form>\(parts.decoy(.espressoOfTheWeek))\(parts.decoy(.espressoCups))
            <p class="\(parts.classes("count"))" role="status">\(MenuPage.count(coffees.count))</p>
            <ul class="\(parts.classes("cards"))">
            \(coffees.map(card))
            </ul>
            <p class="\(parts.classes("count"))"><a href="/office">Coffee for offices</a></p>
            """
    }

    private var searchField: HTML {
        """
        <input id="\(names.id("search"))" type="search" name="q" value="\(query)" maxlength="60" autocomplete="off">
        """
    }

    private func card(_ coffee: Coffee) -> HTML {
        """
        <li class="\(parts.classes("card", "card"))" id="\(names.id(coffee.slug))">
        \(parts.wrapped(about(coffee)))
        <form method="post" action="/cart/lines">
        <input type="hidden" name="coffee" value="\(coffee.slug)">
        <button class="\(parts.classes("", "button"))">Add to cart</button>
        </form>
        </li>
        """
    }

    private func about(_ coffee: Coffee) -> HTML {
        """
        <h2><a href="/menu/\(coffee.slug)">\(coffee.name)</a></h2>
        <p>\(coffee.description)</p>
        <p class="\(parts.classes("meta"))">\(coffee.origin)</p>
        <p class="\(parts.classes("price"))">\(coffee.price.text)</p>
        """
    }

    private static func count(_ number: Int) -> String { number == 1 ? "1 coffee" : "\(number) coffees" }
}
