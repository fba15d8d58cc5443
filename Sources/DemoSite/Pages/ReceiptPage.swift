// SPDX-License-Identifier: Apache-2.0

/// `/orders/{number}`: thanks, and what was paid.
struct ReceiptPage {
    let layout: Layout
    let order: ShopOrder

    var html: HTML { layout.page("Thank you", content: content) }

    private var names: PageNames { layout.names }
    private var parts: Parts { layout.parts }

    private var content: HTML {
        """
        <section class="\(parts.classes("panel", "panel"))">
        <h1>Thank you</h1>
        <p>We have sent a receipt to \(order.email).</p>
        <dl>
        <dt>Order number</dt><dd id="\(names.id("number"))">\(order.number)</dd>
        <dt>Name</dt><dd>\(order.name)</dd>
        <dt>Address</dt><dd class="\(parts.classes("lines"))">\(order.address)</dd>
        <dt>Delivery</dt><dd>\(Delivery(rawValue: order.delivery)?.label ?? order.delivery)</dd>
        <dt>Coffee</dt>
        \(order.lines.map(item))
        <dt>Total</dt><dd id="\(names.id("total"))" class="\(parts.classes("total"))">\(Money(cents: order.totalCents).text)</dd>
        </dl>
        <p><a href="/menu">Back to the menu</a></p>
        </section>
        """
    }

    private func item(_ line: ShopOrder.Line) -> HTML {
        "<dd>\(line.quantity) × \(Catalogue.coffee(line.coffee)?.name ?? line.coffee)</dd>"
    }
}
