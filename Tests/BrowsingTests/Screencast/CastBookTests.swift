// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import Browsing

@Suite("Who gets which picture")
struct CastBookTests {
    private let now = ContinuousClock.now
    private let name = ViewerName(principal: "operator", kind: .frames)

    private func picture(_ number: Int) -> LivePicture {
        LivePicture(
            number: number,
            document: DocumentID(rawValue: "d"),
            scale: 1,
            width: 1,
            height: 1,
            jpeg: [UInt8(number)]
        )
    }

    private func number(_ want: CastBook.Want) -> Int? {
        if case .news(.picture(let picture), _) = want { picture.number } else { nil }
    }

    @Test("a viewer that waits is given a picture at once, and the browser may go on")
    func waiting() {
        var book = CastBook()
        let viewer = book.join(name, PictureWish(), at: now)
        guard case .wait = book.want(viewer, at: now) else {
            Issue.record("it had something")
            return
        }
        let arrival = book.arrive(picture(1), token: 7, at: now)
        #expect(arrival.given == [viewer] && arrival.acks == [7])
    }

    @Test("a slow viewer gets the newest and none of those before, and the browser goes on when it has")
    func slow() {
        var book = CastBook()
        let viewer = book.join(name, PictureWish(), at: now)
        #expect(book.arrive(picture(1), token: 1, at: now).acks.isEmpty)
        #expect(book.arrive(picture(2), token: 2, at: now).acks.isEmpty)
        guard case .news(.picture(let given), let acks) = book.want(viewer, at: now) else {
            Issue.record("it had nothing")
            return
        }
        #expect(given.number == 2 && acks == [1, 2])
    }

    @Test("who wants a single picture gets one that was asked for afterwards, and no one else does")
    func single() {
        var book = CastBook()
        let viewer = book.join(name, PictureWish(width: 640), at: now)
        _ = book.arrive(picture(1), token: nil, at: now)
        let single = book.join(ViewerName(principal: "operator", kind: .single), PictureWish(), at: now)
        #expect(book.plan(for: .standard)?.width == 640)
        #expect(book.shotPlan(for: .standard)?.width == Viewport.standard.width)
        guard case .wait = book.want(single, at: now) else {
            Issue.record("it was given the last one")
            return
        }
        #expect(book.arrive(picture(2), token: nil, at: now).given.isEmpty)
        #expect(book.arrive(shot: picture(3), asked: now - .milliseconds(1), at: now).isEmpty)
        #expect(book.arrive(shot: picture(4), asked: now, at: now) == [single])
        #expect(book.shotPlan(for: .standard) == nil)
        #expect(number(book.want(viewer, at: now)) == 2)
        book.leave(viewer)
        #expect(book.plan(for: .standard)?.way == .single)
        book.leave(single)
        #expect(book.plan(for: .standard) == nil)
    }

    @Test("the fastest viewer sets the pace, and one that takes nothing holds nobody up")
    func pace() {
        var book = CastBook()
        let fast = book.join(name, PictureWish(), at: now)
        let stuck = book.join(name, PictureWish(), at: now)
        for round in 1...20 {
            if case .news = book.want(fast, at: now) { Issue.record("given twice") }
            let arrival = book.arrive(picture(round), token: round, at: now)
            #expect(arrival.given == [fast] && arrival.acks == [round])
        }
        #expect(number(book.want(stuck, at: now)) == 20)
    }

    @Test("one who comes later has the last picture at once")
    func late() {
        var book = CastBook()
        _ = book.arrive(picture(3), token: nil, at: now)
        #expect(number(book.want(book.join(name, PictureWish(), at: now), at: now)) == 3)
    }

    @Test("one who waits long is told that the watching goes on, once each time")
    func silence() {
        var book = CastBook()
        let viewer = book.join(name, PictureWish(), at: now)
        _ = book.want(viewer, at: now)
        #expect(book.tick(at: now + .seconds(4)).isEmpty)
        #expect(book.tick(at: now + .seconds(5)) == [viewer])
        #expect(book.tick(at: now + .seconds(6)).isEmpty)
        _ = book.want(viewer, at: now + .seconds(6))
        #expect(book.tick(at: now + .seconds(9)).isEmpty)
        #expect(book.tick(at: now + .seconds(10)) == [viewer])
    }

    @Test("nobody gets more pictures than it wished")
    func rate() {
        var book = CastBook()
        let viewer = book.join(name, PictureWish(rate: 10), at: now)
        #expect(book.pause(of: viewer, at: now) == nil)
        _ = book.arrive(picture(1), token: nil, at: now)
        _ = book.want(viewer, at: now)
        #expect(book.pause(of: viewer, at: now + .milliseconds(40)) == .milliseconds(60))
        #expect(book.pause(of: viewer, at: now + .milliseconds(100)) == nil)
    }

    @Test("the plan is the best of all wishes, and with few pictures the browser is asked instead of told to send")
    func plan() throws {
        var book = CastBook()
        #expect(book.plan(for: .standard) == nil)
        let small = book.join(name, PictureWish(rate: 2, quality: 30, width: 320), at: now)
        let poll = try #require(book.plan(for: .standard))
        #expect(poll.way == .poll(rate: 2) && poll.width == 320 && poll.height == 180 && poll.quality == 30)
        _ = book.join(name, PictureWish(), at: now)
        let cast = try #require(book.plan(for: .standard))
        #expect(cast.way == .cast(isHeld: false) && cast.width == 1280 && cast.height == 720)
        book.leave(small)
        #expect(book.plan(for: .standard) == cast)
    }

    @Test("a browser is held back only for a wish that is far less than it can make")
    func held() {
        func way(_ rate: Int?) -> CastPlan.Way? {
            var book = CastBook()
            _ = book.join(name, PictureWish(rate: rate), at: now)
            return book.plan(for: .standard)?.way
        }
        #expect(way(10) == .cast(isHeld: true))
        #expect(way(30) == .cast(isHeld: false))
        #expect(way(nil) == .cast(isHeld: false))
    }

    @Test("a run acts alone in its tab until a person's input comes, and again ten seconds after the last")
    func alone() {
        func isAlone(_ hasRun: Bool, after seconds: Int?) -> Bool {
            TabCast.isWorkedAlone(hasRun: hasRun, touched: seconds.map { now - .seconds($0) }, at: now)
        }
        #expect(isAlone(true, after: nil) && isAlone(true, after: 11))
        #expect(!isAlone(true, after: 0) && !isAlone(true, after: 9))
        #expect(!isAlone(false, after: nil) && !isAlone(false, after: 11))
    }

    @Test("in a tab in which a run acts alone nobody holds the browser back, because it is paced")
    func worked() {
        func way(_ rate: Int?) -> CastPlan.Way? {
            var book = CastBook()
            _ = book.join(name, PictureWish(rate: rate), at: now)
            return book.plan(for: .standard, isWorked: true)?.way
        }
        #expect(way(4) == .poll(rate: 4))
        #expect(way(5) == .poll(rate: 5))
        #expect(way(6) == .cast(isHeld: false))
        #expect(way(29) == .cast(isHeld: false))
        #expect(way(nil) == .cast(isHeld: false))
    }

    @Test("of a page that changes all the time a small wish makes nobody else's pictures larger")
    func mixed() throws {
        func plan(_ wishes: [PictureWish], isMoving: Bool = true) throws -> CastPlan {
            let rung = PictureLadder().rung
            return try #require(CastPlan(wishes, rung: rung, viewport: .standard, isMoving: isMoving))
        }
        #expect(try plan([PictureWish(), PictureWish(width: 320)]).width == 853)
        #expect(try plan([PictureWish(), PictureWish(width: 1000)]).width == 1000)
        #expect(try plan([PictureWish(), PictureWish(quality: 30)]).width == 1280)
        #expect(try plan([PictureWish()]).quality == CastPlan.movingQuality)
        #expect(try plan([PictureWish(), PictureWish(width: 320)], isMoving: false).width == 1280)
    }

    @Test("of a page that changes all the time pictures are smaller, unless somebody named a size")
    func moving() throws {
        for (wish, width) in [(PictureWish(), 853), (PictureWish(width: 1280), 1280)] {
            var book = CastBook()
            _ = book.join(name, wish, at: now)
            for number in 1...30 { _ = book.arrive(picture(number), token: nil, at: now) }
            #expect(book.plan(for: .standard)?.width == 1280, "one second is no motion yet")
            _ = book.tick(at: now)
            #expect(book.plan(for: .standard)?.width == width)
            #expect(book.restingPlan(for: .standard)?.width == 1280)
            for number in 31...34 { _ = book.arrive(picture(number), token: nil, at: now) }
            _ = book.tick(at: now)
            #expect(book.plan(for: .standard)?.width == 1280)
        }
    }

    @Test("pictures become smaller after three bad seconds, and larger after ten good ones")
    func ladder() {
        var ladder = PictureLadder()
        for _ in 1...2 { ladder.note(taken: 3, busy: 1) }
        #expect(ladder.rung.share == 1)
        ladder.note(taken: 3, busy: 1)
        #expect(ladder.rung.share < 1)
        for _ in 1...100 { ladder.note(taken: 0, busy: 1) }
        #expect(ladder.rung == PictureLadder.rungs.last)
        for _ in 1...9 { ladder.note(taken: 2, busy: 0.1) }
        #expect(ladder.rung == PictureLadder.rungs.last)
        ladder.note(taken: 2, busy: 0.1)
        #expect(ladder.rung != PictureLadder.rungs.last)
    }

    @Test("the document of a picture is known by its number, for the last ones")
    func numbers() {
        var book = PictureBook()
        let (old, new) = (DocumentID(rawValue: "old"), DocumentID(rawValue: "new"))
        #expect(book.document(of: 1) == nil)
        #expect(book.number(old) == 1)
        #expect(book.number(new) == 2)
        #expect(book.document(of: 1) == old && book.document(of: 2) == new && book.document(of: 3) == nil)
        for _ in 0..<2000 { _ = book.number(new) }
        #expect(book.document(of: 1) == nil && book.document(of: 2002) == new)
    }
}
