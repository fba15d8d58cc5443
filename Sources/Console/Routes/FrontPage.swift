// SPDX-License-Identifier: Apache-2.0

/// The page at the root: it holds no data, runs no script and asks for nothing.
enum FrontPage {
    static let html = """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Understudy</title></head>
        <body>
        <h1>Understudy</h1>
        <p>This appliance is shown a browser task once, keeps it as one readable file, and replays it exactly after a
        person has approved that file.</p>
        <p>Its API is under <code>/v1</code> and is described by <code>/openapi.json</code>. Both ask for a bearer
        token: the files <code>tokens/operator</code> and <code>tokens/agent</code> of its home.</p>
        <p>On the command line, begin with <code>understudy status</code>.</p>
        </body>
        </html>

        """
}
