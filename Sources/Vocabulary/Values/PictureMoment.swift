// SPDX-License-Identifier: Apache-2.0

/// Which of the pictures of a step is meant.
public enum PictureMoment: String, Sendable, Hashable, CaseIterable {
    /// The page once the step was over, or a person was asked.
    case after
    /// The page right after an element was found otherwise than by its locators, and before anything was done with it.
    case found
}
