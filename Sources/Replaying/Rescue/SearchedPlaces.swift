// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

/// In which documents a step has looked for which targets by likeness: one that was not found says nothing of another.
struct SearchedPlaces: Sendable {
    private var documents: [TargetName: Set<DocumentID>] = [:]

    func contains(_ target: TargetName, in document: DocumentID) -> Bool {
        documents[target]?.contains(document) == true
    }

    mutating func insert(_ target: TargetName, in document: DocumentID) {
        documents[target, default: []].insert(document)
    }

    mutating func remove(_ target: TargetName, in document: DocumentID) { documents[target]?.remove(document) }
}
