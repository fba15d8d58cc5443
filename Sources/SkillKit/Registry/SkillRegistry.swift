// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// The skills of a home: what is approved, what waits in quarantine, what was approved before.
///
/// `skills/<slug>.yaml`, `skills/.pending/<slug>/<sha12>.yaml`, `skills/.history/<slug>/<sha12>.yaml`. An actor,
/// because each change reads files and writes them; whether a revision is approved is asked of the ledger each time.
public actor SkillRegistry {
    let folder: SkillFolder
    private let ledger: any ApprovalLedger
    let events: any EventSink

    /// Opens the skills of a home, and makes their folders.
    ///
    /// - Throws: ``Vocabulary/FileError``.
    public init(home: String, ledger: any ApprovalLedger, events: any EventSink) throws {
        self.folder = try SkillFolder(home: home)
        self.ledger = ledger
        self.events = events
    }

    // MARK: Quarantine

    /// Puts a revision into quarantine; nothing but an approval takes it out.
    ///
    /// - Parameters:
    ///   - bytes: the whole file, as it is.
    ///   - author: what made it: `compiler`, `import`, `heal`.
    /// - Throws: ``SkillError`` with `skill_unreadable`; the refusal is in the log. Findings of the safety gate do not
    ///   keep a revision out of quarantine, only from approval.
    public func propose(_ bytes: [UInt8], by author: String) async throws -> PendingSkill {
        let pending: PendingSkill
        do { pending = try Self.pending(bytes, file: "skill.yaml") } catch {
            try await events.record(
                refusal(error, nil, SkillDigest.of(bytes), ["author": .string(author)])
            )
            throw error
        }
        try await events.record(
            event(.skillProposed, pending.slug, pending.sha256, .pending, ["author": .string(author)])
        )
        try folder.write(bytes, to: .pending(pending.slug, pending.sha12))
        return pending
    }

    /// Puts a text into quarantine, as ``propose(_:by:)-([UInt8],_)`` does with a file.
    public func propose(_ text: String, by author: String) async throws -> PendingSkill {
        try await propose(Array(text.utf8), by: author)
    }

    /// Everything that waits, by name, with those files that cannot be reviewed.
    public func pending() -> [ListedRevision] {
        folder.pendingRevisions()
            .map { slug, sha12 in
                ListedRevision(
                    slug: slug,
                    sha12: sha12,
                    content: Result { () throws(SkillError) in try read(slug, sha12) }
                )
            }
    }

    /// One revision that waits.
    ///
    /// - Throws: ``SkillError`` with `pending_unknown`; with `skill_unreadable`, `digest_mismatch` or
    ///   `skill_name_mismatch` when its file is not what was put there.
    public func pending(_ slug: Slug, _ sha12: String) throws(SkillError) -> PendingSkill { try read(slug, sha12) }

    /// Approves exactly the bytes with this digest.
    ///
    /// The approval is in the log before the file moves; the revision that was approved before goes to the history.
    ///
    /// - Throws: ``SkillError`` with `pending_unknown`, `digest_mismatch` or `gate_refused`; the gate's refusal is in the
    ///   log.
    public func approve(_ slug: Slug, sha256: String, by principal: String) async throws -> AdmittedSkill {
        let pending = try pending(slug, String(sha256.prefix(12)))
        guard pending.sha256 == sha256 else {
            throw SkillError(
                .digestMismatch,
                "The waiting revision of '\(slug)' is not the one you reviewed: look at it again."
            )
        }
        // The change of an older revision would take back what came since.
        if let heal = heal(slug, pending.sha12), let approved = try? folder.read(.approved(slug)),
            heal.healed != SkillDigest.of(approved)
        {
            throw SkillError(
                .healOutdated,
                "The run that proposed this change of '\(slug)' was of an older revision: reject it, and let a run propose "
                    + "it anew."
            )
        }
        guard pending.isApprovable else {
            let errors = pending.diagnostics.filter { $0.severity == .error }
            let error = SkillError(
                .gateRefused,
                "The safety gate refuses this revision of '\(slug)'.",
                diagnostics: errors
            )
            try await events.record(refusal(error, slug, sha256, ["principal": .string(principal)]))
            throw error
        }
        try await events.record(
            event(.skillApproved, slug, sha256, .succeeded, ["principal": .string(principal)])
        )
        if let former = try? folder.read(.approved(slug)) {
            try folder.write(former, to: .history(slug, String(SkillDigest.of(former).prefix(12))))
        }
        try folder.write(Array(pending.source.utf8), to: .approved(slug))
        try folder.remove(.pending(slug, pending.sha12))
        try folder.removeIfThere(.heal(slug, pending.sha12))
        return try admitted(pending)
    }

    /// Takes a revision out of quarantine for good.
    public func reject(_ slug: Slug, sha256: String, because reason: String? = nil, by principal: String) async throws {
        let pending = try pending(slug, String(sha256.prefix(12)))
        guard pending.sha256 == sha256 else {
            throw SkillError(
                .digestMismatch,
                "The waiting revision of '\(slug)' is not the one you reviewed: look at it again."
            )
        }
        var extra: [String: JSONValue] = ["principal": .string(principal)]
        if let reason { extra["reason"] = .string(reason) }
        try await events.record(event(.skillRejected, slug, sha256, .denied, extra))
        if let record = heal(slug, pending.sha12) { try remember(refused: record, of: slug) }
        try folder.remove(.pending(slug, pending.sha12))
        try folder.removeIfThere(.heal(slug, pending.sha12))
    }

    // MARK: Approved skills

    /// The files among the approved skills, by name, with those that would not be admitted.
    ///
    /// - Throws: when the approvals cannot be asked for.
    public func approved() async throws -> [ListedSkill] {
        var result: [ListedSkill] = []
        for slug in folder.approvedSlugs() {
            do {
                let admitted = try await load(slug)
                result.append(ListedSkill(slug: slug, content: .success(admitted)))
            } catch let error as SkillError {
                result.append(ListedSkill(slug: slug, content: .failure(error)))
            }
        }
        return result
    }

    /// The names in use, by approved or waiting skills, whether or not their files can be read.
    public func names() -> Set<Slug> { Set(folder.approvedSlugs() + folder.pendingRevisions().map(\.slug)) }

    /// An approved skill, ready to be replayed.
    ///
    /// - Throws: ``SkillError`` with `skill_unknown`, `skill_not_approved` (the file is not the one that was approved)
    ///   or `gate_refused`. A refusal is in the log.
    public func admit(_ slug: Slug) async throws -> AdmittedSkill {
        do {
            return try await load(slug)
        } catch let error as SkillError where error.kind == .refused {
            try await events.record(refusal(error, slug, nil, [:]))
            throw error
        }
    }

    /// Removes an approved skill; its revisions stay in the history.
    public func delete(_ slug: Slug, by principal: String) async throws {
        guard let bytes = try? folder.read(.approved(slug)) else { throw Self.unknown(slug) }
        let digest = SkillDigest.of(bytes)
        try await events.record(event(.skillDeleted, slug, digest, .succeeded, ["principal": .string(principal)]))
        try folder.write(bytes, to: .history(slug, String(digest.prefix(12))))
        try folder.remove(.approved(slug))
    }

    /// The text of the approved revision, whether or not it would be admitted; nil when there is none.
    public func approvedText(_ slug: Slug) -> String? {
        (try? folder.read(.approved(slug))).map { String(decoding: $0, as: UTF8.self) }
    }

    private func load(_ slug: Slug) async throws -> AdmittedSkill {
        guard let bytes = try bytes(of: .approved(slug)) else { throw Self.unknown(slug) }
        let digest = SkillDigest.of(bytes)
        guard try await ledger.isApproved(slug: slug, sha256: digest) else {
            throw SkillError(
                .notApproved,
                "The file of '\(slug)' is not a revision that was approved: someone changed it. "
                    + "Propose it with 'understudy skills import' and approve it."
            )
        }
        let revision = try Self.pending(bytes, file: slug.text + ".yaml")
        guard revision.slug == slug else {
            throw SkillError(.nameMismatch, "The file of '\(slug)' holds a skill named '\(revision.slug)'.")
        }
        guard revision.isApprovable else {
            throw SkillError(
                .gateRefused,
                "The safety gate refuses '\(slug)' now: see 'understudy skills check \(slug)'.",
                diagnostics: revision.diagnostics.filter { $0.severity == .error }
            )
        }
        return try admitted(revision)
    }

    private func admitted(_ revision: PendingSkill) throws(SkillError) -> AdmittedSkill {
        AdmittedSkill(
            skill: revision.skill,
            sha256: revision.sha256,
            source: revision.source,
            rejections: try rejections(of: revision.slug)
        )
    }

    /// A revision that waits, when its file is the one that was put there under this name.
    private func read(_ slug: Slug, _ sha12: String) throws(SkillError) -> PendingSkill {
        guard let place = SkillPlace.pending(slug, checked: sha12), let bytes = try bytes(of: place) else {
            throw SkillError(
                .pendingUnknown,
                "No revision \(sha12.prefix(12)) of '\(slug)' waits: see 'understudy skills pending'."
            )
        }
        let pending = try Self.pending(bytes, file: place.fileName)
        guard pending.sha12 == sha12 else {
            throw SkillError(
                .digestMismatch,
                "\(place.path) was changed since it was put in quarantine: import it anew and remove that file."
            )
        }
        guard pending.slug == slug else {
            throw SkillError(
                .nameMismatch,
                "\(place.path) holds a skill named '\(pending.slug)': import it anew and remove that file."
            )
        }
        return pending
    }

    /// A file's bytes; nil when it is not there.
    private func bytes(of place: SkillPlace) throws(SkillError) -> [UInt8]? {
        do {
            return try folder.find(place)
        } catch {
            throw SkillError(.unreadable, "\(place.path) cannot be read: \(error.reason).")
        }
    }

    /// Reads and checks bytes, whichever place they are from.
    public static func pending(_ bytes: [UInt8], file: String) throws(SkillError) -> PendingSkill {
        let reading = SkillReader.read(bytes, file: file)
        guard let skill = reading.skill else {
            throw SkillError(.unreadable, "\(file) is not a skill that can be read.", diagnostics: reading.diagnostics)
        }
        return PendingSkill(
            slug: skill.name,
            sha256: SkillDigest.of(bytes),
            source: String(decoding: bytes, as: UTF8.self),
            skill: skill,
            diagnostics: SafetyGate.check(skill, positions: reading.positions, file: file)
        )
    }

    private static func unknown(_ slug: Slug) -> SkillError {
        SkillError(.unknown, "There is no approved skill '\(slug)': see 'understudy skills list'.")
    }

    /// Why a file was not taken: the error's code and those of its findings, never a word of the file.
    func refusal(
        _ error: SkillError,
        _ slug: Slug?,
        _ sha256: String?,
        _ more: [String: JSONValue]
    ) -> Event {
        var extra = more
        extra["reason"] = .string(error.code)
        let codes = Set(error.diagnostics.map(\.code)).sorted()
        if !codes.isEmpty { extra["findings"] = .array(codes.map { .string($0) }) }
        return event(.skillRefused, slug, sha256, .denied, extra)
    }

    private func event(
        _ name: EventName,
        _ slug: Slug?,
        _ sha256: String?,
        _ outcome: EventOutcome,
        _ more: [String: JSONValue]
    ) -> Event {
        var extra = more
        if let slug { extra["slug"] = .string(slug.text) }
        if let sha256 { extra["sha256"] = .string(sha256) }
        return Event(name, source: .registry, outcome: outcome, transport: .file, correlationID: .new(), extra: extra)
    }
}
