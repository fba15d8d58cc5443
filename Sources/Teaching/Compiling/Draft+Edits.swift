// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

/// What the person changed of the steps while the recording went on.
///
/// An edit is applied where it stands in the recording, to the steps that there were then: that is what the person saw.
extension Draft {
    mutating func apply(_ edit: RecordingEdit, _ event: RecordedEvent) {
        guard let number = edit.step else { return }
        guard let index = steps.firstIndex(where: { $0.number == number && !$0.isRemoved }) else {
            return notes.append(
                "The edit in line \(event.number) is of a step that is not there, so nothing came of it."
            )
        }
        switch edit {
        case .remove: steps[index].isRemoved = true
        case .rename(_, let name): steps[index].name = name
        case .nameInput(_, let name): steps[index].inputName = name
        // Its lines hold the name of the secret already, and no value.
        case .nameSecret, .hideNext: break
        }
    }

    /// Whoever takes a step back and then goes back to the page that it was done on has undone it: that is no step.
    ///
    /// - Returns: whether it was so.
    mutating func undoesRemoved(_ address: String, in tab: TabID) -> Bool {
        let taken = steps.indices.reversed().filter { steps[$0].tab == tab && !steps[$0].isLook }
            .prefix { steps[$0].isRemoved }
        guard let first = taken.first(where: { steps[$0].arrival != nil && steps[$0].page == address }) else {
            return false
        }
        for index in taken where index >= first { steps[index].arrival = nil }
        return true
    }

    /// Of a step that was taken back the page may have kept what it did.
    mutating func noteRemoved() {
        for (index, step) in steps.enumerated() where step.isRemoved {
            let next = steps[(index + 1)...].first { $0.tab == step.tab && !$0.isRemoved }
            guard step.arrival != nil, let next, next.isShown else { continue }
            let what = step.target.map { "'\($0.looks)'" } ?? "A page's history"
            note("\(what): the step was taken back, but the page had gone on: see whether a replay gets there as well.")
        }
    }
}

// MARK: Pauses

extension Draft {
    mutating func paused() {
        isPaused = true
        note("The recording was paused: what was done meanwhile is not in the steps.")
    }

    /// Where the page is another than before, a replay must get there by itself.
    mutating func resumed(at address: String, _ event: RecordedEvent) {
        isPaused = false
        guard tabs[event.tab] != nil else {
            strangers.insert(event.tab)
            return noteStranger(event)
        }
        guard tabs[event.tab]?.page != address else { return }
        note("While the recording was paused a page went elsewhere: a step opens it now, see whether a replay can.")
        add(.open(address), event)
        tabs[event.tab]?.page = address
        tabs[event.tab]?.history.visit(address)
    }

    mutating func noteStranger(_ event: RecordedEvent) {
        note("A tab was opened while the recording was paused: what was done in it is not in the steps.")
    }
}
