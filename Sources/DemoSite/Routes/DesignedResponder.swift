// SPDX-License-Identifier: Apache-2.0
internal import Hummingbird

/// Answers `/v3/menu` as `/menu` in the third design, and everything else in the design that the shop has.
///
/// The part of the address that names a design is taken off on the way in and put back on the way out, so that the
/// routes know nothing of it. What the shop remembers is the same under all of them.
struct DesignedResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    private let present: RouterResponder<BasicRequestContext>
    private let designs: [ShopDesign: RouterResponder<BasicRequestContext>]

    init(state: ShopState) {
        present = ShopRoutes(state: state).router().buildResponder()
        designs = Dictionary(
            uniqueKeysWithValues: ShopDesign.allCases.map { design in
                (design, ShopRoutes(state: state, design: design).router().buildResponder())
            }
        )
    }

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        guard let (design, rest) = DesignedResponder.split(request.head.path ?? ""), let responder = designs[design]
        else { return try await present.respond(to: request, context: context) }
        var head = request.head
        head.path = rest
        var response = try await responder.respond(to: Request(head: head, body: request.body), context: context)
        if let target = response.headers[.location], target.hasPrefix("/") {
            response.headers[.location] = "/" + design.rawValue + target
        }
        return response
    }

    /// The design that a path names, and the path below it; nil when it names none.
    static func split(_ path: String) -> (design: ShopDesign, rest: String)? {
        let first = path.dropFirst().prefix { $0 != "/" && $0 != "?" }
        guard path.hasPrefix("/"), let design = ShopDesign(rawValue: String(first)) else { return nil }
        let rest = path.dropFirst(1 + first.count)
        return (design, rest.hasPrefix("/") ? String(rest) : "/" + rest)
    }
}
