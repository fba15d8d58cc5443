// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Synchronization
internal import Vocabulary

/// What our scripts in the pages tell.
extension TabWatch {
    /// Whose doing it is that the tab goes through its history; nil when a report tells of something else.
    static func traversal(in report: PageReport) -> NavigationCause? {
        guard report.binding == TeachingSession.binding, report.frame == nil, report.payload.contains("traverse"),
            let value = try? JSONText.parse(report.payload), value["kind"]?.string == "traverse"
        else { return nil }
        return value["by_page"]?.bool == true ? .page : .history
    }

    /// Whether the page went without a script of its own that closed its window; nil when a report tells of something
    /// else.
    static func isLeftByHand(in report: PageReport) -> Bool? {
        guard report.binding == TeachingSession.binding, report.frame == nil, report.payload.contains("left"),
            let value = try? JSONText.parse(report.payload), value["kind"]?.string == "left"
        else { return nil }
        return value["by_page"]?.bool == false
    }

    /// What a person does in a page, of what it tells.
    private static let deeds: Set<String> = ["click", "key", "submit", "check", "choose"]

    /// - Parameter lastDeed: becomes now when a person has done something; our own time, like that of dialogs, because a
    ///   busy machine is late with both.
    /// - Returns: whether it was the tab's last word.
    func write(
        _ report: PageReport,
        _ frames: inout FrameNotes,
        _ lastDeed: inout Double,
        _ one: FollowedTab
    ) async throws -> Bool {
        guard report.binding == TeachingSession.binding, let value = try? JSONText.parse(report.payload),
            let at = value["at"]?.double
        else { return false }
        let kind = value["kind"]?.string ?? ""
        if TabWatch.deeds.contains(kind) { lastDeed = now }
        guard kind != "last" else { return isLastWord(of: report.frame, in: one.tab) }
        if let mark = value["mark"]?.int {
            marks.meet(mark)
            return false
        }
        let heard = hearing.withLock { $0.kept(of: value) }
        if value["secret"] != nil || heard?["secret"] != nil { forgetPictures() }
        guard let kept = heard, let body = PageReportReading.body(of: kept) else {
            return false
        }
        if let frame = report.frame { try await write(frames.unwritten(around: frame, in: one.tab), of: one.tab) }
        let path = report.frame.map { frames.path(to: $0) } ?? []
        try writer.append(at: at, tab: one.tab.id, frame: path, document: report.document, body)
        return false
    }
}
