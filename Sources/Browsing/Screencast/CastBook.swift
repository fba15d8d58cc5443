// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Who watches a tab and what they have got: a value that decides who is given which picture, and when the browser may
/// make the next one.
///
/// Each viewer has one place for the newest picture; what it has not taken when a newer one comes is left out. A browser
/// that is held back is told to go on as soon as anybody has taken the last picture: the fastest viewer sets the pace.
struct CastBook: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// How long a viewer hears nothing before it is told that the watching goes on.
    static let silence: Duration = .seconds(5)

    /// One viewer.
    struct Viewer: Sendable {
        let name: ViewerName
        let wish: PictureWish
        let since: Timestamp
        let joined: Instant
        fileprivate(set) var frames = 0
        fileprivate var newest: LivePicture?
        fileprivate var isWaiting = false
        /// When it was told something last.
        fileprivate var told: Instant
        /// Since when a picture is on its way to it; nil while none is.
        fileprivate var busySince: Instant?
        fileprivate var busy: Duration = .zero
        fileprivate var taken = 0
    }

    /// What a new picture leads to.
    struct Arrival: Sendable {
        /// Who is given it now.
        var given: [Int] = []
        /// What the browser is told that it was taken.
        var acks: [Int] = []
    }

    /// What a viewer that wants a picture gets.
    enum Want: Sendable {
        case news(PictureNews, acks: [Int])
        case wait
        case over
    }

    private(set) var viewers: [Int: Viewer] = [:]
    private(set) var ladder = PictureLadder()
    private var latest: LivePicture?
    private var owed: [Int] = []
    private var last = 0
    /// Pictures since the last second.
    private var came = 0
    private var isMoving = false
    /// From so many pictures a second on a page counts as moving, and below the second number as resting.
    private static let moving = (from: 15, below: 8)

    /// Adds a viewer, which has the newest picture at once when there is one; but for one that wants a single picture,
    /// which is one of now.
    mutating func join(_ name: ViewerName, _ wish: PictureWish, at now: Instant) -> Int {
        last += 1
        let newest = name.kind == .single ? nil : latest
        viewers[last] = Viewer(name: name, wish: wish, since: .now(), joined: now, newest: newest, told: now)
        return last
    }

    /// Removes one.
    mutating func leave(_ viewer: Int) { viewers[viewer] = nil }

    /// Takes a picture in.
    ///
    /// - Parameter token: what the browser calls it; nil when it does not wait for an answer.
    mutating func arrive(_ picture: LivePicture, token: Int?, at now: Instant) -> Arrival {
        var arrival = Arrival()
        latest = picture
        came += 1
        if let token { owed.append(token) }
        for (number, viewer) in viewers where viewer.name.kind != .single {
            if viewer.isWaiting {
                arrival.given.append(number)
                give(number, at: now)
            } else {
                viewers[number]?.newest = picture
            }
        }
        if !arrival.given.isEmpty { arrival.acks = takeOwed() }
        return arrival
    }

    /// Takes a single picture in, for those who wanted one before it was asked for.
    ///
    /// - Returns: who is given it now.
    mutating func arrive(shot picture: LivePicture, asked: Instant, at now: Instant) -> [Int] {
        var given: [Int] = []
        for (number, viewer) in viewers where viewer.name.kind == .single && viewer.joined <= asked {
            if viewer.isWaiting {
                given.append(number)
                give(number, at: now)
            } else {
                viewers[number]?.newest = picture
            }
        }
        return given
    }

    /// A viewer has dealt with what it had, and wants more.
    mutating func want(_ number: Int, at now: Instant) -> Want {
        guard var viewer = viewers[number] else { return .over }
        if let since = viewer.busySince { viewer.busy += since.duration(to: now) }
        viewer.busySince = nil
        viewers[number] = viewer
        guard let picture = viewer.newest else {
            viewers[number]?.isWaiting = true
            return .wait
        }
        give(number, at: now)
        return .news(.picture(picture), acks: takeOwed())
    }

    /// How long a viewer must still wait so that it gets no more pictures than it wished.
    func pause(of number: Int, at now: Instant) -> Duration? {
        guard let viewer = viewers[number], let rate = viewer.wish.rate, viewer.frames > 0 else { return nil }
        let left = now.duration(to: viewer.told.advanced(by: .seconds(1) / rate))
        return left > .zero ? left : nil
    }

    /// A second has passed: the ladder is told how it went.
    ///
    /// - Returns: those who have waited so long that they must hear something.
    mutating func tick(at now: Instant) -> [Int] {
        isMoving = came >= (isMoving ? CastBook.moving.below : CastBook.moving.from)
        came = 0
        var silent: [Int] = []
        var best: (taken: Int, busy: Double)?
        for (number, viewer) in viewers {
            let running = viewer.busySince.map { max($0.duration(to: now), .zero) } ?? .zero
            let busy = min(1, (viewer.busy + min(running, .seconds(1))) / .seconds(1))
            if best.map({ viewer.taken > $0.taken || (viewer.taken == $0.taken && busy < $0.busy) }) ?? true {
                best = (viewer.taken, busy)
            }
            viewers[number]?.busy = .zero
            viewers[number]?.taken = 0
            if viewer.isWaiting, viewer.told.duration(to: now) >= CastBook.silence {
                viewers[number]?.isWaiting = false
                viewers[number]?.told = now
                silent.append(number)
            }
        }
        if let best { ladder.note(taken: best.taken, busy: best.busy) }
        return silent
    }

    /// A viewer that waited does so no more: it has been told otherwise.
    mutating func stopWaiting(_ number: Int) { viewers[number]?.isWaiting = false }

    /// Nothing of an earlier cast is owed to the next one.
    mutating func forgetOwed() { owed = [] }

    /// How the browser is to be asked now; nil when nobody watches.
    ///
    /// Who wants a single picture changes nothing for those who watch.
    ///
    /// - Parameter isWorked: whether a run acts in the tab alone.
    func plan(for viewport: Viewport, isWorked: Bool = false) -> CastPlan? {
        let wishes = wishes { $0.name.kind != .single }
        if wishes.isEmpty, var plan = CastPlan(self.wishes { _ in true }, on: viewport) {
            plan.way = .single
            return plan
        }
        return CastPlan(wishes, rung: ladder.rung, viewport: viewport, isMoving: isMoving, isWorked: isWorked)
    }

    /// How it is to be asked for a page that rests.
    func restingPlan(for viewport: Viewport) -> CastPlan? {
        CastPlan(wishes { $0.name.kind != .single }, rung: ladder.rung, viewport: viewport, isMoving: false)
    }

    /// How the single picture that somebody waits for is to be taken; nil when nobody does.
    func shotPlan(for viewport: Viewport) -> CastPlan? {
        CastPlan(wishes { $0.name.kind == .single && $0.frames == 0 && $0.newest == nil }, on: viewport)
    }

    private func wishes(_ isMeant: (Viewer) -> Bool) -> [PictureWish] { viewers.values.filter(isMeant).map(\.wish) }

    private mutating func give(_ number: Int, at now: Instant) {
        viewers[number]?.newest = nil
        viewers[number]?.isWaiting = false
        viewers[number]?.told = now
        viewers[number]?.busySince = now
        viewers[number]?.taken += 1
        viewers[number]?.frames += 1
    }

    private mutating func takeOwed() -> [Int] {
        defer { owed = [] }
        return owed
    }
}
