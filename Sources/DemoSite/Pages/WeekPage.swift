// SPDX-License-Identifier: Apache-2.0

/// `/office/week/{part}`: the plan of a week, in two parts between which no page is loaded.
///
/// It has what forms on the web have besides fields: a list that is sorted by dragging, a drawing with prices on it, an
/// element that keeps its buttons in a closed shadow root, a text with formatting, and a picture that is sent at once.
struct WeekPage {
    let layout: Layout
    let roast: Roast
    let rooms = ["Kitchen", "Library", "Workshop", "Reception"]

    var html: HTML { layout.officePage("Plan a week", content: content) }

    private var names: PageNames { layout.names }

    private var content: HTML {
        """
        <h1>Plan a week</h1>
        <p class="meta">With \(roast.name).</p>
        <nav class="parts" aria-label="Parts">
        <a href="/office/week/plan?roast=\(roast.slug)">Plan</a>
        <a href="/office/week/extras?roast=\(roast.slug)">Extras</a>
        </nav>
        <form method="post" action="/office/week" class="panel week \(names.className("panel"))">
        <input type="hidden" name="roast" value="\(roast.slug)">
        <input type="hidden" name="rooms" value="">
        <input type="hidden" name="size" value="small">
        <input type="hidden" name="note" value="">
        <section data-part="plan">
        \(plan)
        </section>
        <section data-part="extras" hidden>
        \(extras)
        </section>
        <p class="actions"><button id="\(names.id("keep"))" class="primary">Save plan</button></p>
        </form>
        """
    }

    private var plan: HTML {
        """
        <h2>Who is served first</h2>
        <ul class="rooms">
        \(rooms.map(room))
        </ul>
        <h2>Size</h2>
        <canvas class="sizes" width="600" height="120" aria-label="Sizes and prices"></canvas>
        <h2>Cups</h2>
        <cup-stepper name="cups"></cup-stepper>
        """
    }

    private var extras: HTML {
        """
        <h2>Note to the driver</h2>
        <div class="note" contenteditable="true" role="textbox" aria-multiline="true" aria-label="Note to the driver"></div>
        <div class="field">
        <label for="\(names.id("picture"))">Picture of the door</label>
        <input id="\(names.id("picture"))" type="file" accept="image/png" class="picture">
        </div>
        <p class="count kept" role="status"></p>
        """
    }

    private func room(_ name: String) -> HTML { "<li draggable=\"true\">\(name)</li>" }
}
