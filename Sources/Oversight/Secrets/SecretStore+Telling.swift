// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary
public import WebAddresses

/// Secrets that a person tells one run, such as a code from another device.
extension SecretStore {
    /// Remembers a value for one run, in memory only: it is bound and looked for like any other until the run is over.
    ///
    /// - Throws: ``OversightError`` with `secret_invalid`.
    public func tell(_ run: RunID, _ name: String, origin: WebOrigin, value: Secret) throws(OversightError) {
        let text = value.revealForTyping()
        guard SecretStore.isFit(text) else {
            throw OversightError(
                .secretInvalid,
                "What was answered for '\(name)' must be 1 to \(SecretStore.maximumLength) bytes without a NUL."
            )
        }
        told.withLock { $0[run, default: [:]][name] = Entry(origin: origin, value: text) }
    }

    /// Forgets what a run was told.
    public func forgetTold(_ run: RunID) { told.withLock { $0[run] = nil } }
}
