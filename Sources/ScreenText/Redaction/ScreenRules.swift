// SPDX-License-Identifier: Apache-2.0

/// What the operator wants to be taken out besides what always is.
public struct ScreenRules: Sendable, Hashable {
    /// Whether lines with an address of e-mail go.
    public var hidesEmail = false
    /// Whether lines with a telephone number go.
    public var hidesPhone = false
    /// Regular expressions; a line in which one is found goes.
    public var patterns: [String] = []
    /// Words and names; a line in which one is found goes, also when its letters were confused.
    public var stopNouns: [String] = []

    /// The rules that count without a file.
    public init() {}
}
