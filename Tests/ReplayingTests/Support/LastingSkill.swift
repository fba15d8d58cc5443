// SPDX-License-Identifier: Apache-2.0
import SkillKit
import Teaching

extension Recording {
    /// The text of the skill that is compiled from it.
    var skillText: String { get throws { SkillWriter.text(of: try Compiler.compile(self).skill) } }

    /// The lines of that text, without the one that says which recording it came from, and when.
    var lastingSkill: [String] {
        get throws { try skillText.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("origin: ") } }
    }
}
