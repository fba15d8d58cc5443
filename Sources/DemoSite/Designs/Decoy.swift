// SPDX-License-Identifier: Apache-2.0

/// Something that looks like what a way through the shop needs, and is something else.
///
/// Each really does what it says, so that whoever takes it has another order, cart or page afterwards; the shop counts
/// by name what is pressed or typed into besides.
enum Decoy: String, Sendable, CaseIterable {
    /// A link of the same words as the coffee's own, which leads to a search.
    case espressoOfTheWeek = "espresso-of-the-week"
    /// A link whose words hold the coffee's.
    case espressoCups = "espresso-cups"
    /// Another coffee's "Add to cart" on the coffee's page.
    case recommendedCoffee = "recommended-coffee"
    /// A link beside the way to the checkout that leads back to the cart.
    case expressCheckout = "express-checkout"
    /// A button beside the one that pays, which pays for another delivery.
    case expressPay = "express-pay"
    /// An e-mail field that is not the order's.
    case newsletter
    /// A link where the way to the checkout was.
    case goToTheShop = "go-to-the-shop"
    /// Another one.
    case checkoutHelp = "checkout-help"
}

extension Parts {
    /// A decoy, on a line of its own; nothing in a design that does not have it.
    func decoy(_ decoy: Decoy) -> HTML {
        look.decoys.contains(decoy) ? "\n\(markup(of: decoy))" : .empty
    }

    private func markup(of decoy: Decoy) -> HTML {
        let name = decoy.rawValue
        return switch decoy {
        case .espressoOfTheWeek: paragraph("Coffee of the week:", link(decoy, "Espresso", to: "/menu?q=espresso"))
        case .espressoCups: paragraph("New in the shop:", link(decoy, "Espresso cups", to: "/menu?q=cups"))
        case .recommendedCoffee: recommendation
        case .expressCheckout: link(decoy, "Express checkout", to: "/cart?express=yes", "button")
        case .expressPay:
            """
            <button class="\(classes("", "button"))" name="express" value="yes" data-track="\(name)">Pay (express)</button>
            """
        case .newsletter: newsletter
        case .goToTheShop: link(decoy, "Go to the shop", to: "/menu", "button primary")
        case .checkoutHelp: link(decoy, "Checkout help", to: "/cart?help=checkout", "button")
        }
    }

    private func link(_ decoy: Decoy, _ words: String, to path: String, _ stable: String = "") -> HTML {
        "<a class=\"\(classes(stable, "link"))\" href=\"\(path)\" data-track=\"\(decoy.rawValue)\">\(words)</a>"
    }

    private func paragraph(_ words: String, _ piece: HTML) -> HTML {
        "<p class=\"\(classes("count"))\">\(words) \(piece)</p>"
    }

    private var recommendation: HTML {
        """
        <aside class="\(classes("panel", "aside"))" aria-label="Goes well with it">
        <h2>Ristretto</h2>
        <form method="post" action="/cart/lines">
        <input type="hidden" name="coffee" value="ristretto">
        <button class="\(classes("primary", "button"))" data-track="\(Decoy.recommendedCoffee.rawValue)">Add to cart</button>
        </form>
        </aside>
        """
    }

    private var newsletter: HTML {
        """
        <aside class="\(classes("panel narrow", "aside"))" aria-label="Newsletter">
        <form method="post" action="/newsletter">
        <div class="\(classes("field"))">
        <label for="\(names.id("newsletter"))">E-mail</label>
        <input id="\(names.id("newsletter"))" type="email" name="newsletter" autocomplete="email"\
         data-track="\(Decoy.newsletter.rawValue)">
        </div>
        <button class="\(classes("", "button"))" data-track="\(Decoy.newsletter.rawValue)">Get our news</button>
        </form>
        </aside>
        """
    }
}
