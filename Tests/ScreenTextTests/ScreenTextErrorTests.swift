// SPDX-License-Identifier: Apache-2.0
import ScreenText
import Testing
import Vocabulary

@Suite("What goes wrong with screens")
struct ScreenTextErrorTests {
    @Test("What is wrong with the picture is the caller's, what is missing is the machine's")
    func kinds() {
        #expect(ScreenTextError(.pictureTooLarge, "").kind == .invalid)
        #expect(ScreenTextError(.languageMissing, "").kind == .unavailable)
        #expect(ScreenTextError(.readerLate, "late").description == "late [reader_late]")
    }
}
