// SPDX-License-Identifier: Apache-2.0

/// How long each part of looking further may take; what decides who is taken is in the page scripts' `limits.js`.
enum RescueLimits {
    /// A search over the page, also when the step's own time is up: 5,000 elements are ranked in less than a second.
    static let search: Duration = .seconds(10)
    /// The network, to become quiet: a page that asks all the time must not take the locators' time.
    static let quiet: Duration = .seconds(2)
    /// An advisor; a person may be away from the desk.
    static let advice: Duration = .seconds(15 * 60)
    /// A page, to say where something is.
    static let box: Duration = .seconds(2)
    /// A page, to show a target that is only looked for: what is there when a page has settled is found at once.
    static let check: Duration = .seconds(5)
}
