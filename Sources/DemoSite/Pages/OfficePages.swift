// SPDX-License-Identifier: Apache-2.0

extension Layout {
    /// A page about coffee for offices: with a menu that opens where the pointer rests.
    func officePage(_ title: String, content: HTML) -> HTML {
        page(
            title,
            assets: """
                <link rel="stylesheet" href="/assets/office.css"><script src="/assets/office.js" defer></script>
                """,
            content: """
                <nav class="unfolds" aria-label="Offices"><span class="handle">For offices</span>
                <ul>
                <li><a href="/office">How it works</a></li>
                <li><a href="/office/roasts">All roasts</a></li>
                <li><a href="/office/week/plan">Plan a week</a></li>
                </ul>
                </nav>
                \(content)
                """
        )
    }
}

/// `/office`: how offices get their coffee.
struct OfficePage {
    let layout: Layout

    var html: HTML {
        layout.officePage(
            "Offices",
            content: """
                <section class="panel \(layout.names.className("panel"))">
                <h1>Coffee for offices</h1>
                <p>Choose a roast, plan your week, and we come by every Monday.</p>
                </section>
                """
        )
    }
}

/// `/office/roasts`: a list that grows as it is scrolled.
struct RoastsPage {
    let layout: Layout

    var html: HTML {
        layout.officePage(
            "Roasts",
            content: """
                <h1>All roasts</h1>
                <ul class="roasts">
                \(Roasts.portion(after: 0).map(item))
                </ul>
                <p class="count more">More as you scroll</p>
                """
        )
    }

    private func item(_ roast: Roast) -> HTML {
        "<li><a href=\"/office/week/plan?roast=\(roast.slug)\">\(roast.name)</a></li>"
    }
}
