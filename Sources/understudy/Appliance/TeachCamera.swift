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

    func picture(of tab: Tab, isSecret: @escaping @Sendable (String) -> Bool) async -> PageShot? {
        let mask = secrets.mask
        let picture = await CoveredPicture.take(of: tab, quality: TeachCamera.quality) { text in
            mask.isFound(in: text) || isSecret(text)
        }
        return picture.map { PageShot(jpeg: $0.jpeg, document: $0.document, view: $0.view, words: $0.words) }
    }
}
