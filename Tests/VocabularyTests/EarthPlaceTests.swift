// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@Suite("Places on earth")
struct EarthPlaceTests {
    @Test(
        "are read and written in plain decimals",
        arguments: [
            ("52.52,13.405", "52.52,13.405"), (" 52.5 , -13.25 ", "52.5,-13.25"),
            ("0.00001,-0.000055", "0.00001,-0.000055"),
            ("-90,180", "-90.0,180.0"),
        ]
    )
    func read(_ text: String, _ written: String) throws {
        let place = try #require(EarthPlace(text))
        #expect(place.text == written)
        #expect(EarthPlace(place.text) == place)
    }

    @Test(
        "are nothing else",
        arguments: [
            "5 2,3", "0x10,3", "1e1,3", "+5,3", "5.,3", ".5,3", "nan,3", "inf,3", "91,3", "3,181", "52", "52,", "5,3,1",
            "",
        ]
    )
    func refused(_ text: String) { #expect(EarthPlace(text) == nil) }
}
