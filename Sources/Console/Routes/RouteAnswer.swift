// SPDX-License-Identifier: Apache-2.0

/// What a route's handler gives back; the status stands in the route.
enum RouteAnswer: Sendable {
    /// No content.
    case nothing
    /// JSON, already written.
    case json([UInt8])
    /// One of the dashboard's files.
    case asset(DashboardFile)
    /// A JPEG.
    case picture([UInt8])
    /// A file, to be kept and not shown.
    case file(FileContent)
    /// Pictures of a tab as they come.
    case pictures(PictureStream)
    /// Audit lines as they come, as server-sent events.
    case events(EventFeed)
    /// What changes as it does, as server-sent events.
    case changes(ChangeFeed)

    /// Writes a value.
    static func value(_ value: some Encodable) throws -> RouteAnswer { .json(try ConsoleJSON.encode(value)) }
}
