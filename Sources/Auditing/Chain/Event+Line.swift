// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

extension Event {
    /// Reads an event and its time back from a line; nil when it is of a kind that this version does not know.
    static func read(_ line: String) -> (event: Event, time: Timestamp)? {
        guard let value = try? JSONText.parse(line),
            let name = value["event"]?.string.flatMap(EventName.init(rawValue:)),
            let source = value["source"]?.string.flatMap(EventSource.init(rawValue:)),
            let outcome = value["outcome"]?.string.flatMap(EventOutcome.init(rawValue:)),
            let transport = value["transport"]?.string.flatMap(EventTransport.init(rawValue:)),
            let correlation = value["correlation_id"]?.string, let extra = value["extra"]?.object,
            let time = value["ts"]?.string.flatMap(Timestamp.init(_:))
        else { return nil }
        let event = Event(
            name,
            source: source,
            outcome: outcome,
            transport: transport,
            correlationID: CorrelationID(rawValue: correlation),
            extra: extra
        )
        return (event, time)
    }

    /// About how many bytes its `extra` takes in a line.
    var estimatedSize: Int { JSONValue.object(extra).estimatedSize }
}

extension JSONValue {
    fileprivate var estimatedSize: Int {
        switch self {
        case .null, .bool, .int, .double: 20
        case .string(let text): text.utf8.count + 2
        case .array(let items): items.reduce(2) { $0 + $1.estimatedSize + 1 }
        case .object(let members): members.reduce(2) { $0 + $1.key.utf8.count + 4 + $1.value.estimatedSize }
        }
    }
}
