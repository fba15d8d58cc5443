// SPDX-License-Identifier: Apache-2.0

/// What an office gets every week, as the plan's page sent it.
public struct WeekPlan: Sendable, Hashable, Codable {
    /// The roast's slug.
    public let roast: String
    /// Who is served, first things first.
    public let rooms: [String]
    /// `small`, `medium` or `large`.
    public let size: String
    /// How many cups come with it.
    public let cups: Int
    /// What the driver is told.
    public let note: String
    /// The name of the picture of the door, when there is one.
    public let picture: String?
    /// How many bytes the picture has.
    public let pictureBytes: Int

    init(_ form: FormFields, picture: (name: String, bytes: Int)?) {
        roast = Roasts.roast(form.verbatim("roast"))?.slug ?? Roasts.all[0].slug
        rooms = form.text("rooms").split(separator: ",").map(String.init)
        size = WeekSize(rawValue: form.verbatim("size"))?.rawValue ?? WeekSize.small.rawValue
        cups = min(max(form.number("cups") ?? 0, 0), 99)
        note = form.text("note", limit: 500)
        self.picture = picture?.name
        pictureBytes = picture?.bytes ?? 0
    }

    /// What a week of it costs.
    var price: Money { (WeekSize(rawValue: size) ?? .small).price }
}

/// How much comes every week.
enum WeekSize: String, Sendable, CaseIterable {
    case small
    case medium
    case large

    /// What a week costs; the plan's page draws the same amounts.
    var price: Money {
        switch self {
        case .small: Money(cents: 4800)
        case .medium: Money(cents: 9200)
        case .large: Money(cents: 17600)
        }
    }
}

/// A plan that was kept, and perhaps paid.
public struct WeekOrder: Sendable, Hashable, Codable {
    /// The number on the receipt; the first has 2001.
    public let number: Int
    /// What was planned.
    public let plan: WeekPlan
    /// The name on the card that paid; nil as long as nobody did.
    public internal(set) var holder: String?
}
