// SPDX-License-Identifier: Apache-2.0
internal import Hummingbird
internal import NIOCore

/// A request's context that also knows its connection: streams of pictures set it up for themselves.
struct ConsoleContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection.
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
