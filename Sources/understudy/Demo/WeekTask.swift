// SPDX-License-Identifier: Apache-2.0
internal import DemoSite

extension DemoTask {
    /// The number that the demo's card has, which no bank ever gave out.
    static let cardNumber = "4242 4242 4242 4242"

    /// Have coffee sent to an office every week, with nearly everything that pages ask of a hand: a menu that unfolds, a
    /// list that grows, a drag, a drawing, a closed shadow root, parts without a load, a formatted text, a picture, a
    /// dialog, a frame of another site, another tab and two files.
    ///
    /// - Parameter picture: the path of the picture.
    static func weekOrder(picture: String) -> DemoTask {
        DemoTask(name: "Week order") { person, downloads in
            try await findRoast(person)
            try await plan(person)
            try await addExtras(person, picture)
            try await person.wait(for: "One week costs")
            try await pay(person.frame("iframe", at: "http://pay.localhost"))
            try await person.wait(for: "Open the receipt")
            try await person.click("Open the receipt")
            let receipt = try await person.tab(at: "/office/receipts/")
            try await receipt.wait(for: "Card of")
            try await receipt.click("CSV file")
            try await downloads(1)
            try await receipt.click("PDF file")
            try await downloads(2)
        }
    }

    private static func findRoast(_ person: ScriptedPerson) async throws {
        try await person.wait(for: "Log in")
        try await person.type(DemoAccount.email, into: "E-mail")
        try await person.type(DemoAccount.password, into: "Password")
        try await person.click("Log in")
        try await person.wait(for: "Coffee for offices")
        try await person.click("Coffee for offices")
        try await person.wait(for: "every Monday")
        try await person.hover("For offices")
        try await person.wait(for: "All roasts")
        try await person.click("All roasts")
        try await person.wait(for: "More as you scroll")
        try await person.scrollDown("ul.roasts", until: "Cauca Honey")
        try await person.click("Cauca Honey")
    }

    private static func plan(_ person: ScriptedPerson) async throws {
        try await person.wait(for: "With Cauca Honey")
        try await person.drag("Workshop", onto: "Kitchen")
        try await person.click("Sizes and prices")
        for _ in 0..<2 { try await person.click("cup-stepper", at: (0.85, 0.5)) }
    }

    private static func addExtras(_ person: ScriptedPerson, _ picture: String) async throws {
        try await person.click("Extras")
        try await person.wait(for: "Note to the driver")
        try await person.type("Ring twice, please", into: "Note to the driver")
        try await person.choose(picture) { try await person.click("Picture of the door") }
        try await person.wait(for: "Kept: door.png")
        try await person.acceptDialog { try await person.click("Save plan") }
    }

    private static func pay(_ person: ScriptedPerson) async throws {
        try await person.wait(for: "Name on the card")
        try await person.type("Ada Lovelace", into: "Name on the card")
        try await person.type(cardNumber, into: "Card number")
        try await person.click("Pay")
        try await person.wait(for: "The card was charged")
    }
}
