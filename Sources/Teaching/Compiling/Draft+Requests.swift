// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

/// A call that a page's script sent to change something.
struct RecordedRequest: Hashable {
    let method: String
    let address: String
    let status: Int?
    let tab: TabID
    let at: Double
}

/// Calls of pages, and what was done before them.
extension Draft {
    /// So long after something was done a page may still be busy with it, in milliseconds.
    private static let reach = 1500.0
    /// What a page's clock and ours may differ by.
    private static let slack = 20.0

    /// Lays each call on the step that it came of.
    ///
    /// A page that also sends such calls when nobody has done anything sends them by itself.
    mutating func layRequests() {
        let owners = requests.map { owner(of: $0) }
        let idle = zip(requests, owners).filter { $0.1 == nil }.map { RequestKey($0.0) }
        for (request, owner) in zip(requests, owners) where !idle.contains(RequestKey(request)) {
            if let owner { steps[owner].requests.append(request) }
        }
    }

    private func owner(of request: RecordedRequest) -> Int? {
        steps.lastIndex { step in
            step.tab == request.tab && !step.isLook && step.time.lowerBound <= request.at + Draft.slack
                && request.at <= step.time.upperBound + Draft.reach
        }
    }
}

/// What makes two calls the same one again.
private struct RequestKey: Equatable {
    let method: String
    let path: String

    init(_ request: RecordedRequest) {
        method = request.method
        path = (try? WebAddress(request.address)).map { $0.origin.text + VolatileParts.pattern(ofCall: $0.path) } ?? ""
    }
}

extension SkillAssembly {
    /// The calls that are waited for after a step that shows nothing else.
    ///
    /// What is typed is often sent only when the field is left, by a step after it; so no call is awaited there.
    mutating func requests(of draft: DraftStep) -> [Consequence] {
        switch draft.action {
        case .open, .back, .forward, .reload, .closeTab, .fill, .append, .wheel, .hover, .scroll, .look: return []
        case .click, .doubleClick, .rightClick, .middleClick, .heldClick, .clickAt, .choose, .upload, .drag, .check,
            .press,
            .pressInside:
            break
        }
        let origin = (try? WebAddress(draft.page))?.origin
        let values = Set(inputs.compactMap(\.defaultValue))
        var result: [Consequence] = []
        for request in draft.requests where (request.status ?? 400) < 400 {
            guard let address = try? WebAddress(request.address), address.origin == origin,
                !SkillAssembly.isCount(address.path),
                let site = site(of: request.address),
                let expected = ExpectedRequest(
                    request.method,
                    SiteAddressPattern(
                        site: site,
                        path: VolatileParts.pattern(ofCall: address.path, values: values)
                    )
                ), !result.contains(.request(expected))
            else { continue }
            result.append(.request(expected))
        }
        return Array(result.prefix(SkillAssembly.requestLimit))
    }

    private static let requestLimit = 3

    /// Words of addresses under which pages report that they are used, when they please and often not at once.
    private static let counts: Set<String> = [
        "analytics", "beacon", "collect", "events", "heartbeat", "log", "logs", "metrics", "ping", "rum", "stats",
        "telemetry", "track", "tracking",
    ]

    private static func isCount(_ path: String) -> Bool {
        path.lowercased().split { !$0.isLetter }.contains { counts.contains(String($0)) }
    }
}
