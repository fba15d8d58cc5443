// SPDX-License-Identifier: Apache-2.0
public import SkillKit
internal import Vocabulary

/// Something that was taken, moved and let go, with the elements at both ends as they were when it began.
public struct RecordedDrag: Sendable, Hashable {
    /// What was taken.
    public var source: RecordedTarget
    /// Where on it.
    public var place: BoxPlace
    /// How many milliseconds it was held before it was moved, where that may have mattered.
    public var hold: Int
    /// What it was let go on; nil when nothing there can be told from its like.
    public var drop: RecordedTarget?
    /// Where on that.
    public var dropPlace: BoxPlace
    /// The way from where it was taken, thinned.
    public var path: [Offset]

    /// Describes one.
    public init(
        source: RecordedTarget,
        place: BoxPlace,
        hold: Int = 0,
        drop: RecordedTarget?,
        dropPlace: BoxPlace,
        path: [Offset]
    ) {
        self.source = source
        self.place = place
        self.hold = hold
        self.drop = drop
        self.dropPlace = dropPlace
        self.path = path
    }
}

extension RecordedDrag {
    init?(_ value: JSONValue) {
        guard let source = RecordedTarget(value["target"]), let place = BoxPlace(value["place"]),
            let path = value["path"]?.array?.compactMap(Offset.init), !path.isEmpty
        else { return nil }
        self.init(
            source: source,
            place: place,
            hold: max(0, min(value["hold"]?.int ?? 0, Int(Drag.holdLimit / .milliseconds(1)))),
            drop: RecordedTarget(value["drop"]),
            dropPlace: BoxPlace(value["drop_place"]) ?? .middle,
            path: Array(path.suffix(Drag.pointLimit))
        )
    }

    /// Its own fields of a line.
    var members: [String: JSONValue] {
        [
            "target": source.json, "place": place.json, "drop": drop?.json ?? .null, "drop_place": dropPlace.json,
            "path": .array(path.map(\.json)),
        ]
        .merging(hold > 0 ? ["hold": .int(Int64(hold))] : [:]) { own, _ in own }
    }
}

extension BoxPlace {
    init?(_ value: JSONValue?) {
        guard let shares = value?.array?.compactMap(\.double), shares.count == 2 else { return nil }
        self.init(x: shares[0], y: shares[1])
    }

    var json: JSONValue { [.double(x), .double(y)] }
}

extension Offset {
    init?(_ value: JSONValue) {
        guard let numbers = value.array?.compactMap(\.int), numbers.count == 2,
            numbers.allSatisfy({ abs($0) <= Offset.limit })
        else { return nil }
        self.init(x: numbers[0], y: numbers[1])
    }

    var json: JSONValue { [.int(Int64(x)), .int(Int64(y))] }
}
