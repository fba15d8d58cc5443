// SPDX-License-Identifier: Apache-2.0

/// One of the looks that the shop has: the same addresses, forms and goods, another page around them.
///
/// Shops are redesigned overnight, and whoever learned their way around yesterday has to find it again. The first is
/// what the recordings that ship were made on; each of the others changes what redesigns of real shops change.
/// `Docs/demo.md` describes them for people.
public enum ShopDesign: String, Sendable, Hashable, Codable, CaseIterable {
    /// As it was recorded.
    case v1
    /// Built on another framework: other ids and classes, wrappers around everything, other tags for some buttons.
    case v2
    /// Moved and renamed: the navigation stands at the side, the way to the checkout on top, some words are others.
    case v3
    /// Full of things that look alike.
    case v4
    /// All of it at once, in another layout.
    case v5
    /// One thing that the way through the shop needs is gone; only what looks alike is left.
    case v6

    /// What it changes.
    var look: Look {
        switch self {
        case .v1: Look()
        case .v2: .rebuilt
        case .v3: .moved
        case .v4: .crowded
        case .v5: .everything
        case .v6: .closed
        }
    }
}
