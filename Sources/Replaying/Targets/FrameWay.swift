// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import SkillKit
internal import Vocabulary

/// The document that a step's target is in, and the way to it through the frames around it.
struct FrameWay {
    /// One frame on the way: the element that shows it, in the document around it.
    struct Level {
        let around: PageFrame
        let document: DocumentID
        let owner: Target
    }

    /// Where the target is.
    let place: PageFrame
    /// The document there.
    let document: DocumentID
    /// From the outermost frame in; empty for the page itself.
    let levels: [Level]

    /// The page itself.
    init(page: PageFrame) {
        place = page
        document = page.document
        levels = []
    }

    /// A frame in what was reached so far.
    ///
    /// - Parameters:
    ///   - outer: what was reached.
    ///   - owner: the element that shows the frame.
    ///   - around: the document that it is in.
    ///   - place: the frame.
    ///   - document: what it shows.
    init(
        _ outer: FrameWay,
        through owner: Target,
        in around: DocumentID,
        to place: PageFrame,
        showing document: DocumentID
    ) {
        self.place = place
        self.document = document
        levels = outer.levels + [Level(around: outer.place, document: around, owner: owner)]
    }
}

/// How places of a frame lie on the page: shifted and scaled.
struct FrameMapping {
    var x = 0.0
    var y = 0.0
    var scaleX = 1.0
    var scaleY = 1.0

    /// The place on the page of a place in the frame.
    func placed(_ point: Point) -> Point { Point(x: x + point.x * scaleX, y: y + point.y * scaleY) }

    /// The mapping of a frame that is inside this one.
    func followed(by inner: FrameMapping) -> FrameMapping {
        let corner = placed(Point(x: inner.x, y: inner.y))
        return FrameMapping(
            x: corner.x,
            y: corner.y,
            scaleX: scaleX * inner.scaleX,
            scaleY: scaleY * inner.scaleY
        )
    }
}

extension FrameMapping {
    init?(_ value: JSONValue?) {
        guard let x = value?["x"]?.double, let y = value?["y"]?.double, let scaleX = value?["scaleX"]?.double,
            let scaleY = value?["scaleY"]?.double
        else { return nil }
        self.init(x: x, y: y, scaleX: scaleX, scaleY: scaleY)
    }
}
