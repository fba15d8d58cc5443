// SPDX-License-Identifier: Apache-2.0

/// Refuses types that would hold themselves: Swift's structures cannot, unless through a list.
struct StructureCycles {
    let structures: [String: Selection.Structure]

    func check() throws(GenerationError) {
        for name in structures.keys.sorted() { try visit(name, from: []) }
    }

    private func visit(_ name: String, from path: [String]) throws(GenerationError) {
        guard !path.contains(name) else {
            throw GenerationError(
                "\(name) holds itself (\((path + [name]).joined(separator: " > "))): leave the member out with a line "
                    + "'type \(name): …' in the subset."
            )
        }
        for member in structures[name]?.members ?? [] {
            guard case .structure(let domain, let inner) = member.type else { continue }
            try visit("\(domain).\(inner)", from: path + [name])
        }
    }
}
