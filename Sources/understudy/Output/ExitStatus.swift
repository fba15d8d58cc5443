// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// How a command ends; documented in the help of `understudy`.
enum ExitStatus: Int32, Error {
    case done = 0
    case failed = 1
    case usage = 2
    case refused = 3
    case needsPerson = 4

    init(_ kind: ErrorKind) {
        switch kind {
        case .usage: self = .usage
        case .refused: self = .refused
        case .needsPerson: self = .needsPerson
        case .notFound, .conflict, .invalid, .timedOut, .unavailable, .failed: self = .failed
        }
    }

    init(_ state: RunState) {
        switch state {
        case .succeeded: self = .done
        case .refused: self = .refused
        case .needsPerson: self = .needsPerson
        case .queued, .running, .paused, .takenOver, .failed, .cancelled, .interrupted: self = .failed
        }
    }
}
