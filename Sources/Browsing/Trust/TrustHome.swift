// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc
internal import Subprocess
internal import SystemPackage
internal import Vocabulary

/// The home folder of a browser that believes authorities of the operator's: `trust/<profile>` of the appliance's home.
///
/// On Linux Chromium takes what a person trusts from the NSS database in `$HOME/.pki/nssdb`
/// ([Linux Cert Management](https://chromium.googlesource.com/chromium/src/+/main/docs/linux/cert_management.md)). So each
/// set of authorities needs a browser, and a home folder, of its own. The folder is made anew at each start, and the
/// database in it by `certutil` under the browser's own user: nothing of ours is written where that user may have put a link.
struct TrustHome: Sendable {
    let path: String
    let user: BrowserUser?

    /// Debian's package of it is `libnss3-tools`.
    static let certutil = "/usr/bin/certutil"

    /// Makes the folder and the database.
    ///
    /// - Throws: ``BrowsingError`` with `folder_unreachable` or `authority_tool`.
    static func prepare(for launch: BrowserLaunch, user: BrowserUser?) async throws -> TrustHome {
        let folder = TrustHome(path: "\(launch.home)/trust/\(launch.profile)", user: user)
        try folder.makeAnew(below: launch.home + "/trust")
        let database = ["-d", "sql:\(folder.path)/.pki/nssdb"]
        try await folder.run("/bin/mkdir", ["-p", folder.path + "/.pki/nssdb"], keeper: launch.keeper)
        try await folder.run(certutil, ["-N", "--empty-password"] + database, keeper: launch.keeper)
        for authority in launch.authorities {
            for (index, pem) in authority.pems.enumerated() {
                let entry = ["-A", "-a", "-t", "C,,", "-n", "\(authority.name)-\(index + 1)"]
                try await folder.run(certutil, entry + database, input: pem, keeper: launch.keeper)
            }
        }
        return folder
    }

    private func makeAnew(below parent: String) throws(BrowsingError) {
        guard mkdir(parent, 0o700) == 0 || errno == EEXIST, chmod(parent, user == nil ? 0o700 : 0o711) == 0 else {
            throw unusable()
        }
        try? FileManager.default.removeItem(atPath: path)
        guard mkdir(path, 0o700) == 0 else { throw unusable() }
        if let user, lchown(path, user.userID, user.groupID) != 0 { throw unusable() }
    }

    /// Runs one program as the browser's user, to its end.
    private func run(_ program: String, _ arguments: [String], input: String = "", keeper: BrowserLaunch.KeeperCommand)
        async throws
    {
        guard access(program, X_OK) == 0 else { throw tool("\(program) is not there") }
        let command = Keeper.arguments(parent: getpid(), user: user, command: [program] + arguments)
        let path = path
        let result = try await withDeadline(.after(.seconds(15)), waitingFor: "the authorities to be kept") {
            try await Subprocess.run(
                .path(FilePath(keeper.executable)),
                arguments: Arguments(command),
                environment: .custom(BrowserLife.environment(home: path, isHeadful: false)),
                input: .string(input),
                output: .discarded,
                error: .string(limit: 4_096)
            )
        }
        guard case .exited(0) = result.terminationStatus else {
            throw tool("\(program) said: \(result.standardError.prefix(300))")
        }
    }

    private func tool(_ why: String) -> BrowsingError {
        BrowsingError(
            code: .authorityTool,
            message: "The browser could not be told of the authorities: \(why). Install the package libnss3-tools."
        )
    }

    private func unusable() -> BrowsingError {
        BrowsingError(code: .folderUnreachable, message: "\(path): \(String(cString: strerror(errno))).")
    }
}
