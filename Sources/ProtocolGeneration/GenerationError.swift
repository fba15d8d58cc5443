// SPDX-License-Identifier: Apache-2.0

/// Why the Swift side of the protocol could not be generated.
public struct GenerationError: Error, CustomStringConvertible {
    /// What is wrong with which name, and what to do.
    public let description: String

    init(_ description: String) { self.description = description }
}
