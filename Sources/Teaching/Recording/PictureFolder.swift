// SPDX-License-Identifier: Apache-2.0
public import Foundation
internal import Synchronization
internal import Vocabulary

/// The pictures beside one recording, `recordings/NAME.pictures/`, for their owner alone.
///
/// Bounded: a hundred of a recording, and 6 MB; what comes after is not kept. They go after thirty days.
public final class PictureFolder: Sendable {
    /// The most pictures of one recording.
    public static let countLimit = 100
    /// The most bytes of them.
    public static let sizeLimit = 6_000_000
    /// How long they are kept.
    public static let age: Duration = .seconds(30 * 86_400)

    private static let ending = ".pictures"

    private struct Storage {
        var count = 0
        var size = 0
        /// How often all of them were forgotten.
        var turn = 0
    }

    /// The folder.
    public let path: String
    private let storage = Mutex(Storage())

    /// - Parameter recording: the recording's file.
    public init(of recording: String) {
        path = (recording.hasSuffix(".jsonl") ? String(recording.dropLast(6)) : recording) + PictureFolder.ending
    }

    /// What ``keep(_:of:taken:)`` compares with: a picture that was taken before all were forgotten is not kept.
    var turn: Int { storage.withLock { $0.turn } }

    /// Keeps one, if there is room for it.
    ///
    /// - Returns: whether it is kept.
    @discardableResult
    func keep(_ jpeg: [UInt8], of picture: ShownPicture, taken turn: Int) -> Bool {
        guard let file = picture.file else { return false }
        return storage.withLock { storage in
            guard storage.turn == turn, storage.count < PictureFolder.countLimit,
                storage.size + jpeg.count <= PictureFolder.sizeLimit
            else { return false }
            try? FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700]
            )
            guard (try? PrivateFile.write(jpeg, to: "\(path)/\(file)")) != nil else { return false }
            storage.count += 1
            storage.size += jpeg.count
            for other in others(than: picture) {
                guard (try? FileManager.default.removeItem(atPath: other.path)) != nil else { continue }
                storage.count -= 1
                storage.size -= other.size
            }
            return true
        }
    }

    /// Of one event there is one picture, the last: ``picture(after:)`` could not tell which of several is meant.
    private func others(than picture: ShownPicture) -> [(path: String, size: Int)] {
        pictures.filter { $0.event == picture.event && $0 != picture }
            .compactMap { other in
                guard let file = other.file else { return nil }
                let attributes = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(file)")
                return ("\(path)/\(file)", attributes?[.size] as? Int ?? 0)
            }
    }

    /// Removes one.
    func remove(_ picture: ShownPicture) {
        guard let file = picture.file else { return }
        storage.withLock { _ in try? FileManager.default.removeItem(atPath: "\(path)/\(file)") }
    }

    /// Removes all of them: one may show what was said to be secret afterwards.
    func forgetAll() {
        storage.withLock { storage in
            try? FileManager.default.removeItem(atPath: path)
            storage = Storage(turn: storage.turn + 1)
        }
    }

    /// Those that there are.
    public var pictures: [ShownPicture] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).compactMap(ShownPicture.init(file:))
    }

    /// The one that was taken after so many events; nil when there is none.
    public func picture(after event: Int) -> [UInt8]? {
        guard let file = pictures.first(where: { $0.event == event })?.file else { return nil }
        return try? PrivateFile.read("\(path)/\(file)")
    }

    /// Removes those of all recordings of a folder that are too old.
    public static func prune(_ recordings: String, now: Date = Date(), age: Duration = PictureFolder.age) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: recordings)) ?? []
        for name in names where name.hasSuffix(ending) {
            let path = "\(recordings)/\(name)"
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            guard let date = attributes?[.modificationDate] as? Date, now.timeIntervalSince(date) > age / .seconds(1)
            else { continue }
            try? FileManager.default.removeItem(atPath: path)
        }
    }
}
