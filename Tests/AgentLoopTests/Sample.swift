// SPDX-License-Identifier: Apache-2.0
import Replaying
import SkillKit
import Testing
import Vocabulary

/// A step that cannot find its button any more.
enum Sample {
    static let names = ["Cancel", "Close", "Keep changes", "Help"]
    /// The index of the one that is meant.
    static let right = 2

    static func candidate(_ name: String) -> RescueCandidate {
        RescueCandidate(
            fingerprint: Fingerprint(tag: "button", role: "button", name: name, text: name, box: [10, 20, 80, 30]),
            looks: "button \"\(name)\"",
            near: name,
            score: 0.4,
            refusal: "its name is another"
        )
    }

    static func question(
        _ candidates: [RescueCandidate] = names.map { candidate($0) },
        run: RunID = RunID(rawValue: "run_1"),
        task: String = "",
        needsObservation: Bool = false,
        hidden: PrivateWords = PrivateWords(),
        deadline: Deadline = .after(.seconds(20))
    ) throws -> RescueQuestion {
        var print = Fingerprint(tag: "button", role: "button", name: "Save changes", text: "Save changes")
        print.before = "your settings"
        print.after = "close account"
        return RescueQuestion(
            run: run,
            step: "a1",
            target: Target(
                name: try #require(TargetName("save")),
                looks: "button \"Save changes\"",
                locators: [],
                fingerprint: print
            ),
            page: "https://shop.example/settings",
            candidates: candidates,
            task: task,
            needsObservation: needsObservation,
            tab: TabID(rawValue: "T1"),
            hidden: hidden,
            deadline: deadline
        )
    }
}
