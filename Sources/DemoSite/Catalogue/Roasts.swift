// SPDX-License-Identifier: Apache-2.0

/// A roast that offices can have every week.
struct Roast: Sendable, Hashable, Codable {
    /// Its part of the address.
    let slug: String
    /// What it is called.
    let name: String
}

/// The roasts for offices: more than anybody looks through at once.
enum Roasts {
    /// How many of them a page gets at a time.
    static let portion = 12

    /// All of them, in the order in which the list shows them.
    static let all: [Roast] = {
        let regions = [
            "Sidamo", "Harrar", "Antigua", "Huila", "Tarrazu", "Chiapas", "Cauca", "Mandheling", "Nyeri", "Sulawesi",
        ]
        let kinds = ["Washed", "Natural", "Honey", "Peaberry", "Old Crop"]
        return regions.flatMap { region in
            kinds.map { kind in
                let name = "\(region) \(kind)"
                return Roast(slug: name.lowercased().replacing(" ", with: "-"), name: name)
            }
        }
    }()

    /// The roast with a slug.
    static func roast(_ slug: String) -> Roast? { all.first { $0.slug == slug } }

    /// The next ones after as many; empty at the end.
    static func portion(after count: Int) -> [Roast] { Array(all.dropFirst(max(count, 0)).prefix(portion)) }
}
