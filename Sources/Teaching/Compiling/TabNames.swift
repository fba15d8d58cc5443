// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

/// Words for the tabs that steps open: the last word of the first address that is no number, so that a reader knows
/// which is meant.
struct TabNames {
    private var names: [TabID: TabName] = [:]
    private let addresses: [TabID: String]

    /// - Parameters:
    ///   - addresses: where each tab that a page opened was when something was done in it first.
    ///   - steps: those that open them.
    ///   - base: the skill whose steps come before, with the names of the tabs that they opened.
    init(of addresses: [TabID: String], in steps: [DraftStep], after base: ContinuedSkill?) {
        self.addresses = addresses
        for open in base?.tabs ?? [] { names[open.tab] = open.name }
        let taken = base.map { ($0.steps + $0.restSteps).flatMap(\.then) }?
            .compactMap { if case .opensTab(let name, _) = $0 { name.text } else { nil } }
        for tab in steps.flatMap(\.openedTabs) where names[tab] == nil {
            let path = addresses[tab].flatMap { try? WebAddress($0) }?.path ?? ""
            let words = VolatileParts.pattern(of: path).split(separator: "/").last { $0 != "*" }.map(String.init) ?? ""
            let stem = words.split(separator: ".").first.map(String.init) ?? ""
            let base = Names.word(stem).isEmpty ? "tab" : Names.word(stem)
            names[tab] = TabName(
                Names.free(base) { word in
                    names.values.contains { $0.text == word } || taken?.contains(word) == true
                }
            )
        }
    }

    /// Where a tab was when something was done in it first.
    func address(of tab: TabID) -> String? { addresses[tab] }

    /// The name of a tab; nil for the one that the recording began with.
    subscript(tab: TabID) -> TabName? { names[tab] }
}
