// SPDX-License-Identifier: Apache-2.0
internal import DemoSite

/// A task that the demo's person shows.
struct DemoTask: Sendable {
    /// What the recording is called.
    let name: String
    /// Does it, from the log-in page on; the closure waits until so many files are coming down.
    let perform: @Sendable (ScriptedPerson, _ downloads: @Sendable (Int) async throws -> Void) async throws -> Void
}

extension DemoTask {
    /// Log in, find a coffee, put it in the cart, and order it.
    static let orderCoffee = DemoTask(name: "Order coffee") { person, _ in
        try await person.wait(for: "Log in")
        try await person.type(DemoAccount.email, into: "E-mail")
        try await person.type(DemoAccount.password, into: "Password")
        try await person.click("Log in")
        try await person.wait(for: "Menu")
        try await person.click("Espresso")
        try await person.wait(for: "Add to cart")
        try await person.goDown(1, in: "Quantity")
        try await person.click("Gift wrap")
        try await person.type("Dark roast, please", into: "Note to the roaster")
        try await person.click("Add to cart")
        try await person.wait(for: "Go to checkout")
        try await person.click("Go to checkout")
        try await person.wait(for: "Your order")
        try await person.type("Ada Lovelace", into: "Name")
        try await person.type("12 St James's Square, London", into: "Address")
        try await person.type(DemoAccount.email, into: "E-mail")
        try await person.click("I accept the terms of sale")
        try await person.click("Pay")
        try await person.wait(for: "Thank you")
    }
}
