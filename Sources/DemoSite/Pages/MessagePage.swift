// SPDX-License-Identifier: Apache-2.0

/// A page that only says something, for example that there is no such page.
struct MessagePage {
    let layout: Layout
    let heading: String
    let message: String

    var html: HTML { layout.page(heading, content: content) }

    private var content: HTML {
        """
        <h1>\(heading)</h1>
        <p>\(message)</p>
        <p><a href="/">Back to the shop</a></p>
        """
    }
}
