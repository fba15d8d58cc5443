// SPDX-License-Identifier: Apache-2.0
internal import ScreenText

extension LocalAppliance {
    /// What reads pictures of screens: a process of its own.
    ///
    /// - Throws: `ScreenTextError` when there is none.
    static func makeReader() throws -> any ScreenReader {
        throw ScreenTextError(.readerEnded, "This program was built without a reader of pictures.")
    }
}
