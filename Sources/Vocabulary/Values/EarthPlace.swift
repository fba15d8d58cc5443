// SPDX-License-Identifier: Apache-2.0

/// A place on earth, in degrees: what a page is told that may know where its visitor is.
public struct EarthPlace: Sendable, Hashable {
    /// To the north; to the south below zero.
    public let latitude: Double
    /// To the east; to the west below zero.
    public let longitude: Double

    /// Names a place; nil for what is none.
    public init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Reads `52.52,13.405`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let latitude = Double(parts[0].filter { $0 != " " }),
            let longitude = Double(parts[1].filter { $0 != " " })
        else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }

    /// Latitude and longitude, as they are read.
    public var text: String { "\(latitude),\(longitude)" }
}

extension EarthPlace: Codable {
    /// Reads its text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let place = EarthPlace(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "This is no place on earth.")
        }
        self = place
    }

    /// Writes its text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
