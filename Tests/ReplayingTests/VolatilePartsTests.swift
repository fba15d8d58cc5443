// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Teaching

@Suite("Parts of addresses that are different the next time")
struct VolatilePartsTests {
    @Test(
        "a call's path is open where it names one thing of many",
        arguments: [
            ("/api/orders/17", "/api/orders/*"),
            ("/api/users/Ada%20Byron/save", "/api/users/*/save"),
            ("/api/users/Bob/save", "/api/users/Bob/save"),
            ("/api/carts/cart_2024-11-22.a7", "/api/carts/*"),
            ("/api/v2.1/save-all", "/api/v2.1/save-all"),
            ("/api/save-all-settings", "/api/save-all-settings"),
        ]
    )
    func call(path: String, pattern: String) {
        #expect(VolatileParts.pattern(ofCall: path, values: ["Ada Byron", ""]) == pattern)
    }
}
