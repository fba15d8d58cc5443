// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Vocabulary

/// A request that has passed the guard, with what its route needs.
struct RouteRequest: Sendable {
    /// The appliance and what belongs to the server.
    let services: ConsoleServices
    /// Who asks; the operator on routes that are open to everybody, where it is not used.
    let principal: Principal
    /// The path's parameters.
    let parameters: [String: String]
    /// The query's parameters, all of them named by the route.
    let query: [String: String]
    /// The `Last-Event-ID` header.
    let lastEventID: String?
    /// The body, as far as the route takes one; its shape is right.
    let body: [UInt8]

    /// The appliance.
    var control: any ApplianceControl & LiveControl { services.control }

    /// The body as a value.
    func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
        do {
            return try ConsoleJSON.decode(type, from: body.isEmpty ? Array("{}".utf8) : body)
        } catch {
            throw ConsoleError(.bodyInvalid, "The request's body holds a value that is not of its kind.")
        }
    }

    /// A name of the program's own making: letters, digits and `_`, at most 64.
    func identifier<Name: Identifier>(_ name: String, _ type: Name.Type = Name.self) throws -> Name {
        let text = try parameter(name)
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(RouteRequest.isNameByte) else {
            throw RouteRequest.invalid(name, "must be 1 to 64 letters, digits, '_' and '-'")
        }
        return Name(rawValue: text)
    }

    /// A slug.
    func slug() throws -> Slug { try Slug(try parameter("slug")) }

    /// A path parameter, percent-decoded.
    func parameter(_ name: String) throws -> String {
        guard let text = parameters[name]?.removingPercentEncoding, !text.isEmpty else {
            throw RouteRequest.invalid(name, "is not well encoded")
        }
        return text
    }

    /// A whole number behind the question mark.
    func integer(_ name: String, in range: ClosedRange<Int64>, default fallback: Int64) throws -> Int64 {
        guard let text = query[name] else { return fallback }
        guard let number = Int64(text), range.contains(number) else {
            throw RouteRequest.invalid(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// One of a few words behind the question mark.
    func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String,
        _ type: Choice.Type,
        default fallback: Choice
    ) throws -> Choice {
        guard let text = query[name] else { return fallback }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw RouteRequest.invalid(name, "must be one of: \(words)")
        }
        return choice
    }

    static func invalid(_ name: String, _ why: String) -> ConsoleError {
        ConsoleError(.parameterInvalid, "The parameter '\(name)' \(why).")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
