// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// A page whose state at the end says what was really done to it.
struct Deed: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let page: String
    /// Other pages, by their paths.
    let pages: [String: String]
    /// What the page must have told the server, after the teaching and again after the replay.
    let told: [String]
    let act: @Sendable (Hand) async throws -> Void

    init(
        _ sentence: String,
        page: String,
        pages: [String: String] = [:],
        told: [String],
        act: @escaping @Sendable (Hand) async throws -> Void
    ) {
        testDescription = sentence
        self.page = page
        self.pages = pages
        self.told = told
        self.act = act
    }
}
