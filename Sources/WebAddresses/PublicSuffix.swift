// SPDX-License-Identifier: Apache-2.0

/// Names below which everybody can have a host, so that two hosts there have nothing to do with each other.
///
/// A short list by hand of the common ones, until the [Public Suffix List](https://publicsuffix.org) is used: every
/// top-level domain, the usual second level under country codes, and large hosters.
enum PublicSuffix {
    static func isOne(_ host: WebHost) -> Bool {
        let labels = host.text.split(separator: ".")
        guard labels.count > 1 else { return true }
        if labels.count == 2, labels[1].utf8.count == 2, secondLevels.contains(String(labels[0])) { return true }
        return others.contains(host.text)
    }

    /// What stands before a country's two letters: `co.uk`, `com.au`, `ac.jp`.
    private static let secondLevels: Set<String> = [
        "ac", "co", "com", "edu", "gob", "gov", "gouv", "go", "gv", "id", "ltd", "me", "mil", "ne", "net", "nom", "or",
        "org", "plc", "res", "sch",
    ]

    private static let others: Set<String> = [
        "azurewebsites.net", "blogspot.com", "cloudfront.net", "firebaseapp.com", "fly.dev", "github.io", "gitlab.io",
        "glitch.me", "herokuapp.com", "myshopify.com", "netlify.app", "ngrok.io", "onrender.com", "pages.dev",
        "readthedocs.io", "s3.amazonaws.com", "amazonaws.com", "surge.sh", "vercel.app", "web.app", "workers.dev",
        "wordpress.com", "uk.com", "eu.com", "us.com", "de.com", "nhs.uk", "police.uk", "asn.au", "id.au", "ad.jp",
        "ed.jp", "gr.jp", "lg.jp", "govt.nz", "geek.nz", "school.nz", "web.za", "ind.br", "art.br", "firm.in", "gen.in",
        "nic.in", "ind.in", "co.com",
    ]
}
