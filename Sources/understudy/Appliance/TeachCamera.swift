// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import Replaying
internal import Teaching
internal import Vocabulary

/// Takes the pictures of a recording as those of a run are taken.
struct TeachCamera: PageCamera {
    private static let quality = 45

    let secrets: SecretStore

    var scripts: [PageScript] { CoveredPicture.scripts }

    func picture(
        of tab: Tab,
        isSecret: @escaping @Sendable (String) -> Bool
    ) async -> (jpeg: [UInt8], document: DocumentID, view: Rectangle)? {
        let mask = secrets.mask
        let picture = await CoveredPicture.take(of: tab, quality: TeachCamera.quality) { text in
            mask.isFound(in: text) || isSecret(text)
        }
        return picture.map { ($0.jpeg, $0.document, $0.view) }
    }
}
