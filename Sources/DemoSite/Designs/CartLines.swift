// SPDX-License-Identifier: Apache-2.0

/// What is in the cart, as a table or as cards.
struct CartLines {
    let parts: Parts
    let cart: Cart

    var html: HTML {
        switch parts.look.cartLines {
        case .table: table
        case .cards: cards
        }
    }

    private var table: HTML {
        """
        <table>
        <thead><tr><th>Coffee</th><th>Quantity</th><th class="\(amount)">Price</th><th></th></tr></thead>
        <tbody>
        \(cart.lines.map(row))
        </tbody>
        <tfoot><tr><th colspan="2">Subtotal</th><td class="\(amount)">\(cart.total.text)</td><td></td></tr></tfoot>
        </table>
        """
    }

    private func row(_ line: Cart.Line) -> HTML {
        """
        <tr id="\(parts.names.id("line \(line.id)"))">
        <td>\(name(line)) <small>\(CartLines.details(of: line.choice))</small></td>
        <td>
        \(quantity(line))
        </td>
        <td class="\(amount)">\(price(line))</td>
        <td>\(remove(line))</td>
        </tr>
        """
    }

    private var cards: HTML {
        """
        <ul class="\(parts.classes("cards"))">
        \(cart.lines.map(card))
        </ul>
        """
    }

    private func card(_ line: Cart.Line) -> HTML {
        """
        <li class="\(parts.classes("card", "card"))" id="\(parts.names.id("line \(line.id)"))">
        \(remove(line))
        <h2>\(name(line))</h2>
        <p class="\(parts.classes("meta"))">\(CartLines.details(of: line.choice))</p>
        <p class="\(parts.classes("price"))">\(price(line))</p>
        \(quantity(line))
        </li>
        """
    }

    private var amount: String { parts.classes("amount") }

    private func name(_ line: Cart.Line) -> HTML {
        "<a href=\"/menu/\(line.choice.coffee.slug)\">\(line.choice.coffee.name)</a>"
    }

    private func price(_ line: Cart.Line) -> String { (line.choice.coffee.price * line.quantity).text }

    private func quantity(_ line: Cart.Line) -> HTML {
        """
        <select name="quantity-\(line.id)" aria-label="Quantity of \(line.choice.coffee.name)">
        \((1...Cart.maximumQuantity).map { option($0, isChosen: $0 == line.quantity) })
        </select>
        """
    }

    private func remove(_ line: Cart.Line) -> HTML {
        """
        <button class="\(parts.classes("quiet"))" name="remove" value="\(line.id)"\
         aria-label="Remove \(line.choice.coffee.name)">Remove</button>
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
