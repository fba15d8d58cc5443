// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc
internal import Vocabulary

/// What the process that holds a home says of itself, in `appliance.json`.
struct HomeOwner: Codable, Sendable {
    var pid: Int
    var address: String?

    /// What was said last; a process that was killed leaves its word behind.
    static func read(_ home: String) -> HomeOwner? {
        let bytes = (try? PrivateFile.read(file(of: home))) ?? nil
        return bytes.flatMap { try? JSONDecoder().decode(HomeOwner.self, from: Data($0)) }
    }

    static func forget(_ home: String) { unlink(file(of: home)) }

    func write(_ home: String) throws {
        try PrivateFile.write(Array(try JSONEncoder().encode(self)), to: HomeOwner.file(of: home))
    }

    /// Whether there is such a process; somebody else's counts.
    var isAlive: Bool { pid > 0 && (kill(Int32(truncatingIfNeeded: pid), 0) == 0 || errno == EPERM) }

    private static func file(of home: String) -> String { home + "/appliance.json" }
}
