// SPDX-License-Identifier: Apache-2.0

/// What every page of the shop has around its own content.
struct Layout {
    /// The names of this load.
    let names: PageNames
    /// How many coffees are in the cart; nil when nobody is logged in, and then there is no navigation.
    let itemsInCart: Int?

    /// A whole page.
    ///
    /// - Parameters:
    ///   - title: what the tab shows, before the shop's name.
    ///   - assets: what stands in the head besides what every page has.
    ///   - toast: a short notice that appears after the page has loaded and goes by itself.
    ///   - content: the inside of `main`.
    /// - Returns: the whole document.
    func page(_ title: String, assets: HTML = .empty, toast: String? = nil, content: HTML) -> HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title) – Morning Cup</title>
        <link rel="stylesheet" href="/assets/shop.css">
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
        <script src="/assets/shop.js" defer></script>\(assets)
        </head>
        <body>
        \(header)
        <main class="\(names.className("main"))">
        \(content)
        </main>
        \(toast.map { self.toast($0) } ?? .empty)
        <footer>Morning Cup is a shop for practice: nothing here is sold and nobody is charged.</footer>
        </body>
        </html>

        """
    }

    private var header: HTML {
        """
        <header class="top \(names.className("top"))">
        <a class="brand" href="/">Morning Cup</a>
        \(itemsInCart.map(navigation) ?? .empty)
        </header>
        """
    }

    private func navigation(itemsInCart: Int) -> HTML {
        """
        <nav aria-label="Shop">
        <a href="/menu">Menu</a>
        <a href="/cart">Cart\(itemsInCart > 0 ? badge(itemsInCart) : .empty)</a>
        </nav>
        <form method="post" action="/logout"><button class="quiet">Log out</button></form>
        """
    }

    private func badge(_ count: Int) -> HTML { "<span class=\"badge\" aria-hidden=\"true\">\(count)</span>" }

    private func toast(_ text: String) -> HTML {
        """
        <div class="toast \(names.className("toast"))" id="\(names.id("toast"))" role="status" hidden>\(text)</div>
        """
    }
}
