// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What the routes work with.
struct ConsoleServices: Sendable {
    /// The appliance.
    let control: any ApplianceControl & LiveControl
    /// Tokens and sessions.
    let access: ConsoleAccess
    /// The audit log.
    let events: any EventSink
    /// Seats for event streams.
    let seats: StreamSeats
    /// Seats for streams of pictures.
    let viewerSeats: StreamSeats
    /// How often a quiet stream says that it is alive.
    let heartbeat: Duration
}
