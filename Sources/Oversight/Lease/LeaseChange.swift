// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What a person may ask of who drives a run.
enum LeaseChange {
    case pause
    case resume
    case takeOver(as: LeaseID, by: String)
    case handBack(LeaseID, Handback)

    /// The log's word for it.
    var word: String {
        switch self {
        case .pause: "pause"
        case .resume: "resume"
        case .takeOver: "takeover"
        case .handBack: "handback"
        }
    }

    /// The lease that is made or ended.
    var lease: LeaseID? {
        switch self {
        case .pause, .resume: nil
        case .takeOver(let lease, _), .handBack(let lease, _): lease
        }
    }

    /// What the log says besides.
    var more: [String: JSONValue] {
        switch self {
        case .pause, .resume, .takeOver: [:]
        case .handBack(_, let then): ["then": .string(then.rawValue)]
        }
    }

    /// Makes the change, or says why it cannot be made.
    func make(in control: inout ControlLease) -> OversightError? {
        let now = ContinuousClock.now
        let time = Timestamp.now()
        do throws(OversightError) {
            switch self {
            case .pause: try control.pause(at: now, time)
            case .resume: try control.resume(at: now, time)
            case .takeOver(let lease, let principal): try control.takeOver(as: lease, by: principal, at: now, time)
            case .handBack(let lease, let then): try control.handBack(lease, then, at: now, time)
            }
            return nil
        } catch { return error }
    }
}
