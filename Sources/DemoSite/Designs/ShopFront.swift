// SPDX-License-Identifier: Apache-2.0

/// Where a visitor stands: which design they see, and under which part of the address.
struct ShopFront: Sendable {
    /// What they see.
    let design: ShopDesign
    /// What every address of this site begins with for them: `/v3`, or nothing where the shop shows the design that it
    /// has at the moment.
    let prefix: String

    /// The frame of a page.
    ///
    /// - Parameter itemsInCart: nil when nobody is logged in.
    func layout(itemsInCart: Int?) -> Layout { Layout(front: self, itemsInCart: itemsInCart) }
}
