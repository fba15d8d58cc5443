// SPDX-License-Identifier: Apache-2.0

/// What a design changes, as data; a look that changes nothing is the first design's.
///
/// A page asks its look for each thing that designs disagree about, so that every page is written once.
struct Look: Sendable {
    /// Where the navigation stands.
    enum Navigation: Sendable { case top, side }
    /// What a button that sends a form is made of.
    enum Button: Sendable { case button, input }
    /// How the cart leads to the checkout.
    enum Checkout: Sendable { case linkBesideUpdate, buttonBelow, linkOnTop, nothing }
    /// What the cart's lines are made of.
    enum CartLines: Sendable { case table, cards }

    var navigation = Navigation.top
    var button = Button.button
    var checkout = Checkout.linkBesideUpdate
    var cartLines = CartLines.table
    /// What every class begins with that the style sheet knows.
    var classStart = ""
    /// What the ids and the classes of one load begin with; see ``PageNames``.
    var idStart = "f0k"
    var loadClassStart = "css-"
    /// How many boxes stand around what belongs together.
    var wrappers = 0
    /// Whether the fields of a form come the other way round.
    var isReordered = false
    /// Whether the checkout says what is ordered before it asks where it goes.
    var isSummaryFirst = false
    /// What it says instead of the first design's words, on fields, buttons and links.
    var words: [String: String] = [:]
    /// The same for headings.
    var headings: [String: String] = [:]
    /// What it shows that looks like something else.
    var decoys: Set<Decoy> = []
    /// The part of the style sheet that is its own; nil for the first design's look.
    var theme: String?
}

extension Look {
    static let rebuilt = Look(
        button: .input,
        checkout: .buttonBelow,
        classStart: "mc-",
        idStart: "r0k",
        loadClassStart: "sc-",
        wrappers: 2,
        theme: "rebuilt"
    )

    static let moved = Look(
        navigation: .side,
        button: .input,
        checkout: .linkOnTop,
        classStart: "mc-",
        idStart: "r0k",
        loadClassStart: "sc-",
        isSummaryFirst: true,
        words: [
            "Menu": "Coffees", "Cart": "Your cart", "Gift wrap": "Gift wrapping",
            "Note to the roaster": "Note for the roaster", "Address": "Delivery address", "Go to checkout": "Checkout",
            "Update cart": "Update your cart",
        ],
        theme: "moved"
    )

    static let crowded = Look(
        decoys: [.espressoOfTheWeek, .espressoCups, .recommendedCoffee, .expressCheckout, .expressPay, .newsletter],
        theme: "crowded"
    )

    static let everything = Look(
        navigation: .side,
        button: .input,
        checkout: .linkOnTop,
        cartLines: .cards,
        classStart: "mc-",
        idStart: "r0k",
        loadClassStart: "sc-",
        wrappers: 3,
        isReordered: true,
        isSummaryFirst: true,
        words: ["Menu": "Coffees", "Gift wrap": "Gift wrapping"],
        headings: [
            "Log in": "Welcome back", "Menu": "What we roast", "Cart": "Your picks", "Checkout": "Almost there",
            "Delivery": "Where does it go?", "Your order": "In your parcel",
        ],
        decoys: [.espressoCups, .expressPay, .newsletter],
        theme: "everything"
    )

    static let closed = Look(
        checkout: .nothing,
        idStart: "r0k",
        loadClassStart: "sc-",
        decoys: [.goToTheShop, .checkoutHelp],
        theme: "closed"
    )
}
