// SPDX-License-Identifier: Apache-2.0
internal import Dispatch
internal import Glibc

/// Waiting for what a person types, without holding one of the few threads that run tasks.
enum StandardInput {
    /// The next line; nil at the end of the input.
    static func nextLine() async -> String? {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "standard-input").async { continuation.resume(returning: readLine()) }
        }
    }
}
