// SPDX-License-Identifier: Apache-2.0
internal import ScreenText

extension LocalAppliance {
    /// What reads pictures of screens: a process of its own, started with the first picture.
    static func makeReader() -> any ScreenReader { ReaderProcess(executable: OwnExecutable.path) }
}
