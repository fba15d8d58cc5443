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
    private var parts: Parts { layout.parts }

    private var content: HTML {
        """
        <section class="\(parts.classes("panel narrow", "panel"))">
        <h1>\(parts.title("Log in"))</h1>
        \(problem.map(alert) ?? .empty)
        <form method="post" action="/login">
        <input type="hidden" name="next" value="\(next.text)">
        \(parts.wrapped(.lines([parts.field("email", "E-mail", emailField), parts.field("password", "Password", passwordField)])))
        \(parts.submit("submit", "Log in", "primary"))
        </form>
        </section>
        """
    }

    private var emailField: HTML {
        """
        <input id="\(names.id("email"))" type="email" name="email" value="\(email)" autocomplete="username" required>
        """
    }

    private var passwordField: HTML {
        """
        <input id="\(names.id("password"))" type="password" name="password" autocomplete="current-password" required>
        """
    }

    private func alert(_ text: String) -> HTML { "<p class=\"\(parts.classes("alert"))\" role=\"alert\">\(text)</p>" }
}
