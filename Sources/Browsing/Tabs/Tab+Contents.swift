// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Vocabulary

/// What a page shows, closed shadow roots and generated content included; frames are only places.
public struct PageContents: Sendable, Hashable {
    /// All texts as they are laid out, one after the other, also those that are scrolled away or see-through.
    public let text: String
    /// The words that empty fields and missing pictures show.
    public let captions: [String]
    /// What fields hold, and where they are in the viewport.
    public let fields: [Field]
    /// Where frames are in the viewport.
    public let frames: [Rectangle]

    /// A field and what it holds.
    public struct Field: Sendable, Hashable {
        /// Its value.
        public let value: String
        /// Where it is in the viewport.
        public let place: Rectangle
    }
}

extension Tab {
    /// What the page shows now, as
    /// [DOMSnapshot.captureSnapshot](https://chromedevtools.github.io/devtools-protocol/tot/DOMSnapshot/#method-captureSnapshot)
    /// tells it; no script of the page hears of it.
    ///
    /// It holds what people type: it is for judging what may be kept, and is not kept itself.
    ///
    /// - Throws: ``BrowsingError``, ``CDP/CDPError`` with `call_timed_out`.
    public func contents(deadline: Deadline) async throws -> PageContents {
        let reply = try await session.send(DOMSnapshot.CaptureSnapshot(computedStyles: []), deadline: deadline)
        guard let document = reply.documents.first else {
            throw BrowsingError(code: .scriptFailed, message: "The browser told nothing of the page.")
        }
        return ContentsReading(document: document, strings: reply.strings).contents
    }
}

/// Reads a snapshot, whose texts are numbers into one list and whose lists belong together by place.
private struct ContentsReading {
    private static let frameNames: Set<String> = ["IFRAME", "FRAME", "OBJECT", "EMBED", "FENCEDFRAME"]

    let document: DOMSnapshot.DocumentSnapshot
    let strings: [String]

    var contents: PageContents {
        var fields: [PageContents.Field] = []
        var frames: [Rectangle] = []
        let values = values
        let names = document.nodes.nodeName ?? []
        for (node, bounds) in zip(document.layout.nodeIndex, document.layout.bounds) {
            guard let place = place(bounds) else { continue }
            if let value = values[node] { fields.append(PageContents.Field(value: value, place: place)) }
            if names.indices.contains(node), ContentsReading.frameNames.contains(string(names[node]).uppercased()) {
                frames.append(place)
            }
        }
        return PageContents(
            text: document.layout.text.map(string).joined(),
            captions: captions,
            fields: fields,
            frames: frames
        )
    }

    private func string(_ number: Int) -> String { strings.indices.contains(number) ? strings[number] : "" }

    /// Values by the node that holds them.
    private var values: [Int: String] {
        var result: [Int: String] = [:]
        for data in [document.nodes.inputValue, document.nodes.textValue].compactMap(\.self) {
            for (node, value) in zip(data.index, data.value) { result[node] = string(value) }
        }
        return result
    }

    /// Attributes come as name and value in turn.
    private var captions: [String] {
        (document.nodes.attributes ?? [])
            .flatMap { attributes in
                stride(from: 0, to: attributes.count - 1, by: 2)
                    .filter { ["placeholder", "alt"].contains(string(attributes[$0])) }
                    .map { string(attributes[$0 + 1]) }
            }
    }

    /// Told from the document's corner; wanted from the viewport's.
    private func place(_ bounds: [Double]) -> Rectangle? {
        guard bounds.count == 4 else { return nil }
        return Rectangle(
            x: bounds[0] - (document.scrollOffsetX ?? 0),
            y: bounds[1] - (document.scrollOffsetY ?? 0),
            width: bounds[2],
            height: bounds[3]
        )
    }
}
