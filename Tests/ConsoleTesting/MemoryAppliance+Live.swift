// SPDX-License-Identifier: Apache-2.0
public import Console
internal import Synchronization
public import Vocabulary

extension MemoryAppliance: LiveControl {
    /// One.
    public func tabs() async throws -> [TabSummary] {
        try note("tabs")
        return [
            TabSummary(
                id: TabID(rawValue: "tab_1"),
                title: "Shop",
                address: "https://shop.example/",
                run: Sample.run,
                recording: nil,
                front: true,
                viewers: 1,
                document: DocumentID(rawValue: "doc_1")
            )
        ]
    }

    /// One.
    public func viewers() async throws -> [ViewerSummary] {
        try note("viewers")
        return [
            ViewerSummary(
                id: "tab_1.1",
                tab: TabID(rawValue: "tab_1"),
                principal: "operator",
                kind: .mjpeg,
                since: .now(),
                frames: 3,
                width: 1280
            )
        ]
    }

    /// All of it, and then the end.
    public func changes() async throws -> AsyncStream<Set<LiveChange>> {
        try note("changes")
        let (stream, continuation) = AsyncStream.makeStream(of: Set<LiveChange>.self)
        continuation.yield(Set(LiveChange.allCases))
        continuation.finish()
        return stream
    }

    /// Pictures that the test has put there, or one; then the end.
    public func watch(
        _ tab: TabID?,
        _ wish: PictureWish,
        as kind: ViewerName.Kind,
        by principal: Principal
    ) async throws -> any PictureFeed {
        let wishes = [wish.rate, wish.quality, wish.width].map { $0.map { " \($0)" } ?? " -" }.joined()
        try note("watch \(tab?.rawValue ?? "front")\(wishes) \(kind.rawValue)", principal)
        return storage.withLock { $0.feed } ?? ListedPictures([.picture(MemoryAppliance.picture(1))])
    }

    /// Takes everything.
    public func drive(_ tab: TabID, _ batch: InputBatch, by principal: Principal) async throws -> Int {
        let kinds = batch.events.map(\.type.rawValue).joined(separator: "+")
        try note("drive \(tab) \(batch.frame) \(batch.document) \(kinds)", principal)
        return batch.events.count
    }

    /// Takes it.
    public func answerDialog(in tab: TabID, _ answer: AnswerDialog, by principal: Principal) async throws {
        try note("answerDialog \(tab) \(answer.number) \(answer.isAccepted)", principal)
    }

    /// Takes it.
    public func giveFile(_ file: HandedFile, to tab: TabID, by principal: Principal) async throws {
        try note("giveFile \(tab) \(file.chooser) \(file.name) \(file.bytes.count) \(file.isFollowed)", principal)
    }

    /// Makes the next viewers see this.
    public func show(_ feed: any PictureFeed) { storage.withLock { $0.feed = feed } }

    /// A picture of a few bytes.
    public static func picture(_ number: Int, bytes: Int = 4) -> LivePicture {
        LivePicture(
            number: number,
            document: DocumentID(rawValue: "doc_1"),
            scale: 1,
            width: 2,
            height: 1,
            jpeg: [0xFF, 0xD8] + [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: max(0, bytes - 2))
        )
    }
}
