// SPDX-License-Identifier: Apache-2.0

/// `/cart`: what was picked, to be changed, and the way to the checkout.
struct CartPage {
    let layout: Layout
    let toast: String?
    let cart: Cart

    var html: HTML { layout.page("Cart", toast: toast, content: cart.lines.isEmpty ? emptyCart : content) }

    private var names: PageNames { layout.names }

    private var emptyCart: HTML {
        """
        <h1>Cart</h1>
        <p>Your cart is empty. <a href="/menu">Choose a coffee</a></p>
        """
    }

    private var content: HTML {
        """
        <h1>Cart</h1>
        <form method="post" action="/cart" class="panel \(names.className("panel"))">
        <table>
        <thead><tr><th>Coffee</th><th>Quantity</th><th class="amount">Price</th><th></th></tr></thead>
        <tbody>
        \(cart.lines.map(row))
        </tbody>
        <tfoot><tr><th colspan="2">Subtotal</th><td class="amount">\(cart.total.text)</td><td></td></tr></tfoot>
        </table>
        <p class="actions">
        <button id="\(names.id("update"))" class="\(names.className("button"))">Update cart</button>
        <a class="button primary" href="/checkout">Go to checkout</a>
        </p>
        </form>
        """
    }

    private func row(_ line: Cart.Line) -> HTML {
        let coffee = line.choice.coffee
        return """
            <tr id="\(names.id("line \(line.id)"))">
            <td><a href="/menu/\(coffee.slug)">\(coffee.name)</a> <small>\(CartPage.details(of: line.choice))</small></td>
            <td>
            <select name="quantity-\(line.id)" aria-label="Quantity of \(coffee.name)">
            \((1...Cart.maximumQuantity).map { option($0, isChosen: $0 == line.quantity) })
            </select>
            </td>
            <td class="amount">\((coffee.price * line.quantity).text)</td>
            <td><button class="quiet" name="remove" value="\(line.id)" aria-label="Remove \(coffee.name)">Remove</button></td>
            </tr>
            """
    }

    private func option(_ quantity: Int, isChosen: Bool) -> HTML {
        "<option\("selected", when: isChosen)>\(quantity)</option>"
    }

    private static func details(of choice: Cart.Choice) -> String {
        var parts = [choice.grind.label]
        if choice.isGift { parts.append("gift wrapped") }
        if !choice.note.isEmpty { parts.append("“\(choice.note)”") }
        return parts.joined(separator: ", ")
    }
}
