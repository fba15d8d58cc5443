// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What a person sees of an element that a rescue found.
public struct HealSight: Sendable, Hashable {
    /// The picture of its step in an earlier run, when one is kept; a file of the home.
    public var before: String?
    /// The page of the run that found it, before anything was done with it.
    public var after: String?
    /// Where the element is on that.
    public var box: PictureBox?

    /// Joins what is there.
    public init(before: String? = nil, after: String? = nil, box: PictureBox? = nil) {
        self.before = before
        self.after = after
        self.box = box
    }
}
