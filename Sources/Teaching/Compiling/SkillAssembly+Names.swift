// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

/// Names for targets, inputs, secrets and sites.
extension SkillAssembly {
    mutating func name(
        of recorded: RecordedTarget,
        called given: String? = nil,
        shows: SiteAddressPattern? = nil
    ) -> TargetName {
        let frame = recorded.frames.last.map { self.name(of: $0) }
        // The element that shows a frame is told by what it shows.
        let site = shows == nil && recorded.frames.isEmpty ? page.flatMap { self.site(of: $0) } : nil
        let known = targets.first { known in
            known.recorded.isSame(as: recorded) && known.target.frame == frame && known.target.shows == shows
                && known.target.site == site
        }
        if let known { return known.target.name }
        let print = fingerprint(of: recorded)
        let words =
            [given ?? "", print.name, print.label, print.attributes["name"] ?? "", print.text]
            + (print.role == "generic" ? [] : [print.role]) + [print.tag]
        let beside = print.context.isEmpty || given != nil ? "" : "-" + Names.word(print.context)
        let base = Names.word(words.first { !Names.word($0).isEmpty } ?? "") + beside
        let name = Names.free(String(base.prefix(48))) { candidate in
            targets.contains { $0.target.name.text == candidate }
        }
        guard let target = TargetName(name) else { preconditionFailure("A made name is always well formed.") }
        noteWeakness(of: recorded)
        targets.append(
            (
                Target(
                    name: target,
                    looks: recorded.looks,
                    locators: recorded.locators,
                    fingerprint: print,
                    site: site,
                    frame: frame,
                    shows: shows
                ),
                recorded
            )
        )
        return target
    }

    /// The only entry of a list that is about what was typed is about something else in the next run.
    private func fingerprint(of recorded: RecordedTarget) -> Fingerprint {
        var print = recorded.fingerprint
        let typed = inputs.compactMap(\.defaultValue)
        guard print.isLone, typed.contains(where: { Names.isSaid($0, in: print.context) }) else { return print }
        print.context = ""
        print.counts["depth"] = nil
        return print
    }

    /// A frame is known by what it shows, as well as by what its element looks like.
    mutating func name(of frame: RecordedFrame) -> TargetName {
        name(of: frame.target, shows: frame.address.flatMap { pattern(of: $0) })
    }

    /// An address as one that a page must get to; nil for none of the web.
    mutating func pattern(of text: String) -> SiteAddressPattern? {
        guard let address = try? WebAddress(text), let site = site(of: text) else { return nil }
        return SiteAddressPattern(site: site, path: VolatileParts.pattern(of: address.path))
    }

    /// What cannot be told from its like is never acted on; better that the reviewer knows than that a run stops.
    private mutating func noteWeakness(of recorded: RecordedTarget) {
        let print = recorded.fingerprint
        let hasMark = print.counts.contains { $0.key.hasPrefix("@") && $0.value == 1 }
        let isAlone = print.counts["name"] == 1 && !(print.name.isEmpty && print.role == "generic")
        guard recorded.locators.isEmpty || !(hasMark || isAlone || !print.context.isEmpty) else { return }
        notes.append("\(recorded.looks): nothing sets it apart from its like, so a replay will stop there.")
    }

    /// A typed value is proposed as an input with itself as the default.
    mutating func input(for target: RecordedTarget, value: String, named given: String?) -> TextTemplate {
        let base = given ?? Names.word(of: target) ?? "value"
        if let known = inputs.first(where: { $0.name == base }), known.defaultValue == value {
            return TextTemplate(parts: [.reference(.input(base))])
        }
        let name = Names.free(String(base.prefix(48))) { candidate in inputs.contains { $0.name == candidate } }
        inputs.append(InputDeclaration(name: name, type: .string, defaultValue: value))
        return TextTemplate(parts: [.reference(.input(name))])
    }

    /// A page never tells where a file lies, and on another machine it would lie elsewhere: each run names its own.
    mutating func fileInput(for target: RecordedTarget, called file: String) -> TextTemplate {
        let base = Names.word(of: target) ?? "file"
        let name = Names.free(String(base.prefix(48))) { candidate in inputs.contains { $0.name == candidate } }
        inputs.append(InputDeclaration(name: name, type: .file, description: DisplayName.of(file)))
        return TextTemplate(parts: [.reference(.input(name))])
    }

    mutating func bind(_ secret: String, to site: String) -> String {
        let name = secret.hasPrefix("\(site)-") ? secret : Names.word("\(site)-\(secret)")
        if !secrets.contains(where: { $0.name == name }) { secrets.append(SecretBinding(name: name, site: site)) }
        return name
    }

    mutating func site(of address: String) -> String? {
        guard let origin = (try? WebAddress(address))?.origin else { return nil }
        if let known = sites.first(where: { $0.origin == origin }) { return known.name }
        let labels = origin.host.text.split(separator: ".").filter { $0 != "www" }
        let name = Names.free(Names.word(String(labels.first ?? "site"))) { candidate in
            sites.contains { $0.name == candidate }
        }
        sites.append(Site(name: name, origin: origin))
        return name
    }
}
