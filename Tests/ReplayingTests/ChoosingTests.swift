// SPDX-License-Identifier: Apache-2.0
import Replaying
import SkillKit
import Testing
import Vocabulary

@Suite("What is chosen of a list is chosen again, exactly", .serialized)
struct ChoosingTests {
    private static let list = """
        <label>Toppings <select multiple size=5 onchange="tell(Array.from(this.selectedOptions, (o) => o.text).join('+'))">
        <option>Cream<option selected>Sugar<option>Cinnamon<option>Cocoa</select></label>
        """

    static let deeds: [Deed] = [
        Deed("several options of a list", page: list, told: ["Cream", "Cream+Cinnamon"]) { hand in
            try await hand.click("option:nth-of-type(1)")
            try await hand.click("option:nth-of-type(3)", modifiers: 2)
        },
        Deed("no option at all", page: list, told: [""]) { hand in
            try await hand.click("option:nth-of-type(2)", modifiers: 2)
        },
        Deed("one option of a list that takes several", page: list, told: ["Cocoa"]) { hand in
            try await hand.click("option:nth-of-type(4)")
        },
    ]

    @Test("a choice is made again", arguments: deeds)
    func deed(_ deed: Deed) async throws {
        let redone = try await redo(deed)
        #expect(redone.taught == deed.told)
        #expect(redone.report.state == .succeeded, "\(redone.report.message ?? "") \(redone.skill)")
        // A replay comes to the last choice at once.
        #expect(redone.replayed == deed.told.suffix(1), "\(redone.skill)")
        #expect(redone.notes.isEmpty, "\(redone.notes)")
    }

    @Test("a list that takes one option only by now takes none of several")
    func single() async throws {
        let other = Self.list.replacing("multiple", with: "")
        let redone = try await redo(Self.deeds[0], on: other)
        #expect(redone.report.state == .failed && redone.replayed.isEmpty, "\(redone.report)")
        #expect(
            redone.skill.contains("options: [\"{{ inputs.toppings }}\", \"{{ inputs.toppings-2 }}\"]"),
            "\(redone.skill)"
        )
    }
}
