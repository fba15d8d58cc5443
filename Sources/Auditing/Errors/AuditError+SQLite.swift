// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Vocabulary

/// SQLite's errors in words: the file and what to do, never a statement's values.
extension AuditError {
    static func opening(_ path: String, _ error: any Error) -> AuditError {
        switch (error as? DatabaseError)?.resultCode {
        case .SQLITE_NOTADB: notALog(path, cause: error)
        case .SQLITE_FULL: full(path, error)
        default:
            AuditError(
                .cannotRead,
                "The audit log \(path) could not be opened (\(reason(error))): see whether its folder is there and "
                    + "this user's.",
                cause: error
            )
        }
    }

    /// The witness's file could not be used.
    static func opening(_ error: FileError) -> AuditError {
        AuditError(error.isDiskFull ? .diskFull : .cannotWrite, error.message, cause: error)
    }

    static func writing(_ path: String, _ error: any Error) -> AuditError {
        guard (error as? DatabaseError)?.resultCode != .SQLITE_FULL else { return full(path, error) }
        return AuditError(
            .cannotWrite,
            "The audit log \(path) could not be written (\(reason(error))): nothing acts until it can; see whether the "
                + "disk works and the file is this user's.",
            cause: error
        )
    }

    static func reading(_ path: String, _ error: any Error) -> AuditError {
        AuditError(.cannotRead, "The audit log \(path) could not be read (\(reason(error))).", cause: error)
    }

    static func notALog(_ path: String, cause: (any Error)? = nil) -> AuditError {
        AuditError(.notAnAuditLog, "\(path) is not an audit log: move it away, or use another --home.", cause: cause)
    }

    /// - Parameter consequence: what is not done because of it: `Nothing is added to it`.
    static func chainBroken(_ path: String, at sequence: Int64, _ reason: String, _ consequence: String) -> AuditError {
        AuditError(
            .chainBroken,
            "The audit log \(path) is not what was written: event \(sequence): \(reason). \(consequence): look at it with "
                + "'understudy audit verify', then move it away together with \(WitnessFile.path(of: path))."
        )
    }

    static func notWritable(_ path: String) -> AuditError {
        AuditError(.cannotWrite, "The audit log \(path) was opened for reading only.")
    }

    private static func full(_ path: String, _ error: any Error) -> AuditError {
        AuditError(
            .diskFull,
            "The audit log \(path) could not be written because the disk is full: make room; nothing acts until then, "
                + "and nothing earlier is lost.",
            cause: error
        )
    }

    private static func reason(_ error: any Error) -> String {
        (error as? DatabaseError).map { $0.extendedResultCode.description } ?? "unknown reason"
    }
}
