// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Foundation
internal import Pictures
internal import Vocabulary

/// Gets a tab's pictures from the browser, as
/// [Page.startScreencast](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-startScreencast) sends
/// them, until nobody watches or the tab is gone.
///
/// One picture is on its way at a time, so that the next one is new when it leaves.
struct TabScreencast {
    let cast: TabCast
    let connection: CDPConnection

    private var tab: Tab { cast.tab }

    /// Runs to one of the ends; what went wrong is an end like any other, and the viewers are told no more than that.
    func run() async {
        guard let session = try? await attach() else { return }
        // Each style sheet of a page with something to hide is told of.
        let pictures = session.events(limit: 4096)
        do {
            _ = try await session.send(Page.Enable(), deadline: TabScreencast.limit)
            let settling = Settling(cast: cast, session: session, connection: connection)
            do {
                try await withThrowingDiscardingTaskGroup { group in
                    let last = LastPicture(cast: cast, session: session, settling: settling)
                    let (taken, take) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
                    group.addTask { try await follow(pictures, settling, last, take) }
                    group.addTask { try await acknowledge(taken) }
                    await settling.begin()
                    group.addTask { try await last.follow() }
                    group.addTask { try await settling.follow() }
                    group.addTask { try await shots(session, settling) }
                    try await ask(session, settling)
                }
            } catch {}
            await settling.end()
        } catch {}
        cast.begin(in: nil)
        _ = try? connection.browser.enqueue(
            Target.DetachFromTarget(sessionId: session.id?.rawValue),
            deadline: TabScreencast.limit
        )
    }

    private static var limit: Deadline { .after(.seconds(10)) }

    private func attach() async throws -> CDPSession {
        let attached = try await connection.browser.send(
            Target.AttachToTarget(targetId: tab.id.rawValue, flatten: true),
            deadline: TabScreencast.limit
        )
        return connection.session(CDPSessionID(rawValue: attached.sessionId))
    }

    // MARK: Pictures

    private func follow(
        _ events: CDPEventStream,
        _ settling: Settling,
        _ last: LastPicture,
        _ take: AsyncStream<Int>.Continuation
    ) async throws {
        for try await event in events {
            if let arrival = try event.decode(Page.FrameNavigated.self) {
                if arrival.frame.parentId == nil { settling.notes(DocumentID(rawValue: arrival.frame.loaderId)) }
                continue
            }
            guard let frame = try event.decode(Page.ScreencastFrame.self) else { continue }
            let isHeld = cast.plan?.way == .cast(isHeld: true)
            let isPaced = !isHeld && cast.isWorkedAlone
            if !isHeld, !isPaced { cast.drop(frame.sessionId) }
            let drawn = frame.metadata.timestamp.map { $0 * 1000 }
            guard let document = settling.admits(frame.metadata.timestamp),
                let picture = Data(base64Encoded: frame.data).map({ Array($0) }),
                last.publish(picture, of: document, token: isHeld ? frame.sessionId : nil, drawn: drawn)
            else {
                // Nobody gets it, so the next one need not wait for it.
                if isHeld || isPaced { cast.drop(frame.sessionId) }
                continue
            }
            if isPaced { take.yield(frame.sessionId) }
        }
        throw CancellationError()
    }

    /// Lets the browser make the next picture in its time, while a run acts that nobody has a hand in.
    ///
    /// What is drawn meanwhile gets no picture of its own; what it came to is seen by the last one of the burst.
    private func acknowledge(_ taken: AsyncStream<Int>) async throws {
        for await token in taken {
            try await Task.sleep(for: TabScreencast.pace)
            cast.drop(token)
        }
        try Task.checkCancellation()
    }

    private static let pace: Duration = .seconds(1) / CastPlan.workedRate

    // MARK: The plan

    /// Asks as the plan says, and anew when it has become another one.
    private func ask(_ session: CDPSession, _ settling: Settling) async throws {
        var current: CastPlan?
        for await _ in cast.changes {
            guard let plan = cast.planOrEnd() else { break }
            guard plan != current else { continue }
            if case .cast? = current?.way {
                _ = try await session.send(Page.StopScreencast(), deadline: TabScreencast.limit)
            }
            current = plan
            cast.begin(in: session)
            switch plan.way {
            case .cast(let isHeld):
                _ = try await session.send(start(plan, isHeld: isHeld), deadline: TabScreencast.limit)
            case .poll(let rate): try await poll(plan, rate: rate, session, settling)
            case .single: break
            }
        }
        throw CancellationError()
    }

    private func start(_ plan: CastPlan, isHeld: Bool) -> Page.StartScreencast {
        Page.StartScreencast(
            format: "jpeg",
            quality: plan.quality,
            maxWidth: plan.width,
            maxHeight: plan.height,
            maxFramesInFlight: 1,
            sendLastFrame: isHeld
        )
    }

    /// Asks for a picture again and again while the plan says so; more seldom while the page stands still.
    private func poll(_ plan: CastPlan, rate: Int, _ session: CDPSession, _ settling: Settling) async throws {
        let usual = Duration.seconds(1) / rate
        var pause = usual
        var last: [UInt8] = []
        while cast.plan == plan {
            let moment = settling.moment
            let picture = try await TabScreencast.shootIfAwake(session, plan, of: tab.viewport)
            if picture == nil || picture == last {
                pause = min(pause * 2, max(usual, .seconds(1)))
            } else if let picture, let moment, settling.isStill(moment) {
                pause = usual
                last = picture
                cast.publish(picture, of: moment.document, token: nil)
            }
            try await Task.sleep(for: pause)
        }
    }

    // MARK: Single pictures

    /// Takes a picture of now whenever somebody asks for one, and gives it to them alone.
    private func shots(_ session: CDPSession, _ settling: Settling) async throws {
        for await _ in cast.shotsAsked {
            while let plan = cast.shotPlan {
                let asked = ContinuousClock.now
                if let moment = settling.moment,
                    let picture = try await TabScreencast.shootIfAwake(session, plan, of: tab.viewport),
                    settling.isStill(moment)
                {
                    cast.publishShot(picture, of: moment.document, asked: asked)
                } else {
                    // Something is being hidden, or the page has just gone elsewhere.
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        }
        throw CancellationError()
    }

    /// A picture; nil of a page that gives none in time, because it is busy or shows a dialog, or scrolls all the while.
    private static func shootIfAwake(
        _ session: CDPSession,
        _ plan: CastPlan,
        of viewport: Viewport
    ) async throws -> [UInt8]? {
        do {
            let picture = try await shoot(session, plan, of: viewport)
            return picture.isEmpty ? nil : picture
        } catch let error as CDPError where error.isTimeOut {
            return nil
        }
    }

    /// A picture of the part of the page that is in view.
    ///
    /// Never through a clip with a scale: the browser lays the page out for it, and whoever takes another picture, or presses
    /// a button, at that moment has to do with that.
    static func shoot(_ session: CDPSession, _ plan: CastPlan, of viewport: Viewport) async throws -> [UInt8] {
        let isAsWide = plan.width == viewport.width
        let reply = try await session.send(
            Page.CaptureScreenshot(
                format: "jpeg",
                quality: isAsWide ? plan.quality : max(plan.quality, TabScreencast.qualityToScale),
                optimizeForSpeed: true
            ),
            deadline: limit
        )
        let picture = Data(base64Encoded: reply.data).map { Array($0) } ?? []
        guard !isAsWide, !picture.isEmpty else { return picture }
        return try JPEG.scaled(picture, toWidth: plan.width, quality: plan.quality)
    }

    /// What is made smaller afterwards must not have lost much before.
    private static let qualityToScale = 85
}
