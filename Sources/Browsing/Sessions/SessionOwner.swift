// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What a session's tabs are there for.
public enum SessionOwner: Sendable, Hashable {
    /// For nothing that the appliance does.
    case nobody
    /// A run drives them.
    case run(RunID)
    /// A person shows a task in them.
    case recording(Slug)

    /// The run, if it is one.
    public var run: RunID? { if case .run(let run) = self { run } else { nil } }

    /// The recording, if it is one.
    public var recording: Slug? { if case .recording(let slug) = self { slug } else { nil } }
}
