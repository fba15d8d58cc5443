// SPDX-License-Identifier: Apache-2.0
internal import Dispatch
internal import Glibc

/// Waiting for a person to press Enter, without holding one of the few threads that run tasks.
enum StandardInput {
    /// Returns with the next line, or the end of the input.
    static func waitForLine() async {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "standard-input")
                .async {
                    _ = readLine()
                    continuation.resume()
                }
        }
    }
}
