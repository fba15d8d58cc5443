// SPDX-License-Identifier: Apache-2.0

/// `/cart`: what was picked, to be changed, and the way to the checkout.
struct CartPage {
    let layout: Layout
    let toast: String?
    let cart: Cart

    var html: HTML { layout.page("Cart", toast: toast, content: cart.lines.isEmpty ? emptyCart : content) }

    private var parts: Parts { layout.parts }
    private var heading: HTML { "<h1>\(parts.title("Cart"))</h1>" }

    private var emptyCart: HTML {
        """
        \(heading)
        <p>Your cart is empty. <a href="/menu">Choose a coffee</a></p>
        """
    }

    private var content: HTML {
        """
        \(heading)\(checkoutOnTop)
        <form method="post" action="/cart" class="\(parts.classes("panel", "panel"))">
        \(parts.wrapped(CartLines(parts: parts, cart: cart).html))
        <p class="\(parts.classes("actions"))">
        \(parts.submit("update", "Update cart"))\(parts.decoy(.expressCheckout))\(checkoutBesideUpdate)
        </p>
        </form>\(checkoutBelow)
        """
    }
}

extension CartPage {
    private var link: HTML {
        "<a class=\"\(parts.classes("button primary"))\" href=\"/checkout\">\(parts.say("Go to checkout"))</a>"
    }

    private var checkoutBesideUpdate: HTML {
        switch parts.look.checkout {
        case .linkBesideUpdate: "\n\(link)"
        case .buttonBelow, .linkOnTop: .empty
        case .nothing: "\(parts.decoy(.checkoutHelp))\(parts.decoy(.goToTheShop))"
        }
    }

    private var checkoutOnTop: HTML {
        switch parts.look.checkout {
        case .linkOnTop:
            """

            <p class="\(parts.classes("panel summary", "panel"))">Subtotal <strong>\(cart.total.text)</strong> \(link)</p>
            """
        case .nothing: "\n<p class=\"\(parts.classes("alert"))\">Today nothing can be ordered.</p>"
        case .linkBesideUpdate, .buttonBelow: .empty
        }
    }

    private var checkoutBelow: HTML {
        switch parts.look.checkout {
        case .buttonBelow:
            """

            <form method="get" action="/checkout" class="\(parts.classes("actions"))">
            <button class="\(parts.classes("primary", "button"))">\(parts.say("Go to checkout"))</button>
            </form>
            """
        case .linkBesideUpdate, .linkOnTop, .nothing: .empty
        }
    }
}
