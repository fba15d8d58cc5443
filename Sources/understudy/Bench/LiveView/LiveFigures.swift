// SPDX-License-Identifier: Apache-2.0

/// What was measured of one side in one span.
struct LiveSpan: Sendable {
    /// Pictures a second; of several viewers the one that got the fewest.
    var rate = 0.0
    /// From the browser's screen to the client, in milliseconds.
    var delay: [Double] = []
    /// From the page's drawing to the client, in milliseconds.
    var wholeDelay: [Double] = []
    /// The appliance's own share of a core, in percent.
    var share = 0.0
    /// The browser's share of a core, in percent.
    var browserShare = 0.0
}

/// All of it, one value a round.
struct LiveFigures: Sendable {
    var bare: [LiveSpan] = []
    var one: [LiveSpan] = []
    var five: [LiveSpan] = []
    var stuck: [LiveSpan] = []
    var slow: [LiveSpan] = []
    var still: [LiveSpan] = []
    /// The dashboard's first load.
    var dashboard: [DashboardLoad] = []
    /// From a press to the first picture after it, in milliseconds.
    var bareInput: [Double] = []
    var ownInput: [Double] = []
    /// By the viewer's delay in milliseconds: of each burst, whether its last picture was right.
    var bareBursts: [Int: [Bool]] = [:]
    var ownBursts: [Int: [Bool]] = [:]
    /// From the page's drawing to an `<img>` that shows it, in milliseconds.
    var imageDelays: [Double] = []
}
