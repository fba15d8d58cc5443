// SPDX-License-Identifier: Apache-2.0

/// The ids and class names of one load of a page, different on every load, as a framework's build or a component
/// library gives them out.
///
/// A label and its field ask for the same role and so get the same id; a locator that was recorded by id or by such a
/// class finds nothing on the next load.
struct PageNames: Sendable {
    private let salt = UInt64.random(in: .min ... .max)
    private let idStart: String
    private let classStart: String

    /// Names for one load of a design.
    init(_ look: Look = Look()) { (idStart, classStart) = (look.idStart, look.loadClassStart) }

    /// The id of the element with a role on this load.
    ///
    /// Its beginning is what shows that a program made it: now and then the rest reads like a word, and whoever records
    /// the page would take it for a name that stays.
    func id(_ role: String) -> String { idStart + digits(of: "id " + role) }

    /// A class name of this load, to stand beside the stable ones.
    func className(_ role: String) -> String { classStart + digits(of: "class " + role) }

    private func digits(of text: String) -> String {
        var hash = salt ^ 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return String(hash % 2_176_782_336, radix: 36)
    }
}
