// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Vocabulary

/// Where a provider's key lies; the key itself is in no file that is shown.
public enum KeySource: Sendable, Hashable {
    /// A variable of the appliance's environment.
    case environment(String)
    /// A file in `keys/` of the home, for its owner alone.
    case file(String)

    /// The key, read anew for every call, so that a changed one counts at once.
    ///
    /// - Returns: nil when it is missing, open to others, or no key: printable ASCII without blanks.
    func resolve(home: String, environment: (String) -> String?) -> Secret? {
        let text: String? =
            switch self {
            case .environment(let name): environment(name)
            case .file(let name): KeySource.read("\(home)/keys/\(name)")
            }
        guard let key = text?.trimmedOfLineEnd, (1...KeySource.limit).contains(key.utf8.count),
            key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return Secret(key)
    }

    static let limit = 4096

    private static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            status.st_mode & 0o077 == 0, status.st_size <= limit + 2
        else { return nil }
        var buffer = [UInt8](repeating: 0, count: limit + 3)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(validating: buffer[..<count], as: UTF8.self)
    }
}

extension String {
    fileprivate var trimmedOfLineEnd: String {
        var text = self[...]
        while let last = text.last, last.isNewline { text.removeLast() }
        return String(text)
    }
}
