// SPDX-License-Identifier: Apache-2.0

/// What every page of the shop has around its own content.
struct Layout {
    /// Which design the page has, and where it stands.
    let front: ShopFront
    /// How many coffees are in the cart; nil when nobody is logged in, and then there is no navigation.
    let itemsInCart: Int?
    /// The pieces that the page is made of.
    let parts: Parts

    /// The frame of one load of a page.
    init(front: ShopFront, itemsInCart: Int?) {
        (self.front, self.itemsInCart) = (front, itemsInCart)
        let look = front.design.look
        parts = Parts(names: PageNames(look), look: look)
    }

    /// The names of this load.
    var names: PageNames { parts.names }

    /// A whole page.
    ///
    /// - Parameters:
    ///   - title: what the tab shows, before the shop's name.
    ///   - assets: what stands in the head besides what every page has.
    ///   - toast: a short notice that appears after the page has loaded and goes by itself.
    ///   - content: the inside of `main`.
    /// - Returns: the whole document.
    func page(_ title: String, assets: HTML = .empty, toast: String? = nil, content: HTML) -> HTML {
        let document: HTML = """
            <!doctype html>
            <html lang="en"\(theme)>
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title) – Morning Cup</title>
            <link rel="stylesheet" href="/assets/shop.css">\(sheet)
            <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
            <script src="/assets/shop.js" defer></script>\(assets)
            </head>
            <body>
            \(parts.wrapped(body(content)))
            \(toast.map { self.toast($0) } ?? .empty)
            <footer>Morning Cup is a shop for practice: nothing here is sold and nobody is charged.</footer>
            </body>
            </html>

            """
        return document.under(front.prefix)
    }

    private var theme: HTML { parts.look.theme.map { " data-theme=\"\($0)\"" } ?? .empty }

    private var sheet: HTML {
        parts.look.theme == nil ? .empty : "\n<link rel=\"stylesheet\" href=\"/assets/designs.css\">"
    }

    private func body(_ content: HTML) -> HTML {
        let main: HTML = """
            <main class="\(names.className("main"))">
            \(content)
            </main>
            """
        return switch parts.look.navigation {
        case .top: "\(header("top"))\(parts.decoy(.newsletter))\n\(main)"
        case .side:
            """
            <div class="\(parts.classes("shell"))">
            \(header("side"))
            <div>\(parts.decoy(.newsletter))
            \(main)
            </div>
            </div>
            """
        }
    }

    private func header(_ place: String) -> HTML {
        """
        <header class="\(parts.classes(place, "top"))">
        <a class="\(parts.classes("brand"))" href="/">Morning Cup</a>
        \(itemsInCart.map(navigation) ?? .empty)
        </header>
        """
    }

    private func navigation(itemsInCart: Int) -> HTML {
        """
        <nav aria-label="Shop">
        <a href="/menu">\(parts.say("Menu"))</a>
        <a href="/cart">\(parts.say("Cart"))\(itemsInCart > 0 ? badge(itemsInCart) : .empty)</a>
        </nav>
        <form method="post" action="/logout"><button class="\(parts.classes("quiet"))">Log out</button></form>
        """
    }

    private func badge(_ count: Int) -> HTML {
        "<span class=\"\(parts.classes("badge"))\" aria-hidden=\"true\">\(count)</span>"
    }

    private func toast(_ text: String) -> HTML {
        """
        <div class="toast \(names.className("toast"))" id="\(names.id("toast"))" role="status" hidden>\(text)</div>
        """
    }
}
