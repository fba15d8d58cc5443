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

    /// Reads `52.52,13.405`, also with spaces around the numbers; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let latitude = EarthPlace.degrees(parts[0]),
            let longitude = EarthPlace.degrees(parts[1])
        else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }

    /// Latitude and longitude, as they are read.
    public var text: String { parts.joined(separator: ",") }

    /// Latitude and longitude, each as a plain decimal.
    public var parts: [String] { [EarthPlace.plain(latitude), EarthPlace.plain(longitude)] }

    /// Reads a plain decimal only: what else a number may be written as, no file of ours may hold.
    private static func degrees(_ text: Substring) -> Double? {
        let words = text.split(separator: " ")
        guard words.count == 1, words[0].wholeMatch(of: #/-?[0-9]{1,3}(?:\.[0-9]+)?/#) != nil else { return nil }
        return Double(words[0])
    }

    /// Writes a number without an exponent, which the language gives to very small ones.
    private static func plain(_ degrees: Double) -> String {
        let text = "\(degrees)"
        guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]), exponent < 0
        else { return text }
        let digits: String = String(text[..<mark]).filter(\.isNumber)
        return (degrees < 0 ? "-0." : "0.") + String(repeating: "0", count: -exponent - 1) + digits
    }
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
