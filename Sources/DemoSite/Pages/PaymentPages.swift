// SPDX-License-Identifier: Apache-2.0

/// `/office/weeks/{number}`: where a plan is paid, in a frame of another site.
struct WeekPaymentPage {
    let layout: Layout
    let order: WeekOrder
    /// The card form's site.
    let payAddress: String

    var html: HTML {
        layout.officePage(
            "Payment",
            content: """
                <section class="panel">
                <h1>Payment</h1>
                <p>One week costs <strong class="price">\(order.plan.price.text)</strong>.</p>
                <iframe class="card" title="Card" src="\(payAddress)/card/\(order.number)"></iframe>
                <p class="paid" hidden>Paid. <a href="/office/receipts/\(order.number)" target="_blank">Open the receipt</a></p>
                </section>
                """
        )
    }
}

/// `/card/{number}` on `pay.localhost`: the card form, and what comes of it.
struct CardPage {
    let order: WeekOrder
    /// Who is told that it is paid.
    let shopAddress: String

    var html: HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Card</title>
        <link rel="stylesheet" href="/assets/shop.css">
        <link rel="stylesheet" href="/assets/office.css">
        <script src="/assets/card.js" defer></script>
        </head>
        <body class="card" data-shop="\(shopAddress)">
        \(order.holder == nil ? form : thanks)
        </body>
        </html>

        """
    }

    private var form: HTML {
        let names = PageNames()
        return """
            <form method="post" action="/card/\(order.number)">
            <div class="field">
            <label for="\(names.id("holder"))">Name on the card</label>
            <input id="\(names.id("holder"))" name="holder" autocomplete="off" maxlength="100" required>
            </div>
            <div class="field">
            <label for="\(names.id("number"))">Card number</label>
            <input id="\(names.id("number"))" name="number" autocomplete="cc-number" inputmode="numeric" maxlength="30" required>
            </div>
            <button class="primary">Pay</button>
            </form>
            """
    }

    private var thanks: HTML { "<p class=\"thanks\">The card was charged.</p>" }
}

/// `/office/receipts/{number}`: what was planned and paid, and the same as files.
struct WeekReceiptPage {
    let layout: Layout
    let order: WeekOrder

    var html: HTML {
        layout.officePage(
            "Receipt",
            content: """
                <section class="panel">
                <h1>Receipt</h1>
                <dl>
                \(WeekFiles.rows(of: order).map(row))
                </dl>
                <p class="actions">
                <a class="button" href="/office/receipts/\(order.number)/plan.csv">CSV file</a>
                <a class="button" href="/office/receipts/\(order.number)/plan.pdf">PDF file</a>
                </p>
                </section>
                """
        )
    }

    private func row(_ row: (name: String, value: String)) -> HTML {
        "<dt>\(row.name)</dt><dd class=\"lines\">\(row.value)</dd>"
    }
}
