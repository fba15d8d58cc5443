// SPDX-License-Identifier: Apache-2.0

/// The one account of the shop.
public enum DemoAccount {
    /// What it logs in with.
    public static let email = "ada@example.com"
    /// Its password, which guards nothing: whoever reads this file knows it.
    public static let password = "correct-horse-7"
}
