// SPDX-License-Identifier: Apache-2.0

/// `/login`: the way in.
struct LoginPage {
    let layout: Layout
    /// What was typed before, when the form comes back.
    var email = ""
    /// Why it came back.
    var problem: String?
    /// Where to go afterwards: a path of this site.
    var next: SitePath

    var html: HTML { layout.page("Log in", content: content) }

    private var names: PageNames { layout.names }

    private var content: HTML {
        """
        <section class="panel narrow \(names.className("panel"))">
        <h1>Log in</h1>
        \(problem.map(alert) ?? .empty)
        <form method="post" action="/login">
        <input type="hidden" name="next" value="\(next.text)">
        <div class="field">
        <label for="\(names.id("email"))">E-mail</label>
        <input id="\(names.id("email"))" type="email" name="email" value="\(email)" autocomplete="username" required>
        </div>
        <div class="field">
        <label for="\(names.id("password"))">Password</label>
        <input id="\(names.id("password"))" type="password" name="password" autocomplete="current-password" required>
        </div>
        <button id="\(names.id("submit"))" class="primary \(names.className("button"))">Log in</button>
        </form>
        </section>
        """
    }

    private func alert(_ text: String) -> HTML { "<p class=\"alert\" role=\"alert\">\(text)</p>" }
}
