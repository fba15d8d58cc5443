// SPDX-License-Identifier: Apache-2.0

/// What one method did with the elements of one set.
struct LocatorTally: Sendable, Encodable {
    var right = 0
    var wrong = 0
    var refused = 0
    /// Elements that are gone in the later version itself, and how many of them were accepted.
    var removed = 0
    var removedAccepted = 0
    /// Elements that were taken out of the page, and how many of them were accepted.
    var absent = 0
    var absentAccepted = 0

    var present: Int { right + wrong + refused }
    var gone: Int { removed + absent }
    var goneAccepted: Int { removedAccepted + absentAccepted }

    mutating func count(_ verdict: String, _ kind: LocatorManifest.Element.Kind) {
        switch kind {
        case .same:
            switch verdict {
            case "right": right += 1
            case "wrong": wrong += 1
            default: refused += 1
            }
        case .removed:
            removed += 1
            if verdict == "accepted" { removedAccepted += 1 }
        case .absent:
            absent += 1
            if verdict == "accepted" { absentAccepted += 1 }
        }
    }

    static func + (left: LocatorTally, right: LocatorTally) -> LocatorTally {
        var sum = left
        sum.right += right.right
        sum.wrong += right.wrong
        sum.refused += right.refused
        sum.removed += right.removed
        sum.removedAccepted += right.removedAccepted
        sum.absent += right.absent
        sum.absentAccepted += right.absentAccepted
        return sum
    }

    private enum CodingKeys: String, CodingKey {
        case right, wrong, refused, removed, absent
        case removedAccepted = "removed_accepted"
        case absentAccepted = "absent_accepted"
    }
}

/// What was measured on one set of pages, or on all of them.
struct LocatorFigures: Sendable {
    /// The methods, ours first.
    static let methods = ["understudy", "absolute xpath", "unique css", "similo"]
    /// The places in the shortlist that are told of.
    static let ranks = [1, 3, 5, 10, 15]

    /// By method.
    var tallies: [String: LocatorTally] = [:]
    /// Of elements that are there, were refused and would be asked about: the true one's place in the shortlist, 0 for none.
    var places: [Int] = []
    /// Which level found what was found.
    var levels: [String: Int] = [:]
    /// Milliseconds a locate, by how many elements the page had.
    var locateTimes: [(elements: Int, time: Double)] = []
    /// Milliseconds a fingerprint, by how many elements the page had.
    var teachTimes: [(elements: Int, time: Double)] = []

    mutating func add(_ other: LocatorFigures) {
        tallies.merge(other.tallies) { $0 + $1 }
        places += other.places
        levels.merge(other.levels) { $0 + $1 }
        locateTimes += other.locateTimes
        teachTimes += other.teachTimes
    }

    /// How many of the refused have the true element among the first so many of the list.
    func recall(_ rank: Int) -> Int { places.count { (1...rank).contains($0) } }
}
