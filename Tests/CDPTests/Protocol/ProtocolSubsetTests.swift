// SPDX-License-Identifier: Apache-2.0
import CDP
import Foundation
import Testing

@Suite struct ProtocolSubsetTests {
    private static let pinned = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Sources/CDP/Protocol/protocol.json").standardizedFileURL

    /// The pinned protocol with a change to the member of a list that has a name.
    private func differences(
        _ list: String,
        _ name: String,
        in domain: String,
        _ change: ([String: Any]) -> [String: Any]?
    ) throws -> [String] {
        let data = try Data(contentsOf: Self.pinned)
        var document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        var domains = try #require(document["domains"] as? [[String: Any]])
        let index = try #require(domains.firstIndex { $0["domain"] as? String == domain })
        let items = try #require(domains[index][list] as? [[String: Any]])
        domains[index][list] = items.compactMap { item in
            (item["name"] ?? item["id"]) as? String == name ? change(item) : item
        }
        document["domains"] = domains
        return try ProtocolSubset.differences(in: Array(try JSONSerialization.data(withJSONObject: document)))
    }

    private func parameters(_ item: [String: Any]) -> [[String: Any]] { item["parameters"] as? [[String: Any]] ?? [] }

    @Test("the pinned browser has everything that is used")
    func pinned() throws {
        #expect(try ProtocolSubset.differences(in: Array(try Data(contentsOf: Self.pinned))) == [])
        #expect(ProtocolSubset.pinnedBrowser.hasPrefix("Chrome/"))
    }

    @Test("a command that is gone is named")
    func command() throws {
        #expect(
            try differences("commands", "crash", in: "Browser") { _ in nil } == [
                "Browser.crash"
            ]
        )
    }

    @Test("an event that is gone is named")
    func event() throws {
        #expect(
            try differences("events", "windowOpen", in: "Page") { _ in nil } == [
                "event Page.windowOpen"
            ]
        )
    }

    @Test("a parameter that is sent and gone is named, one that is not sent is no difference")
    func parameter() throws {
        let missing = try differences("commands", "reload", in: "Page") { item in
            item.merging(["parameters": []]) { $1 }
        }
        #expect(
            missing == [
                "Page.reload(ignoreCache)",
                "Page.reload(loaderId)",
            ]
        )
        let more = try differences("commands", "reload", in: "Page") { item in
            let new: [String: Any] = ["name": "softly", "type": "boolean", "optional": true]
            return item.merging(["parameters": parameters(item) + [new]]) { $1 }
        }
        #expect(more == [])
    }

    @Test("a new parameter that must be sent is named")
    func newParameter() throws {
        let needed = try differences("commands", "stopLoading", in: "Page") { item in
            item.merging(["parameters": [["name": "reason", "type": "string"]]]) { $1 }
        }
        #expect(needed == ["Page.stopLoading without reason"])
    }

    @Test("a member of another type, or one that may now be missing, is named")
    func types() throws {
        let changed = try differences("events", "frameDetached", in: "Page") { item in
            let members = parameters(item)
                .map { member -> [String: Any] in
                    switch member["name"] as? String {
                    case "frameId": ["name": "frameId", "type": "integer"]
                    default: member.merging(["optional": true]) { $1 }
                    }
                }
            return item.merging(["parameters": members]) { $1 }
        }
        #expect(
            changed == [
                "Page.frameDetached -> frameId as string, not integer",
                "Page.frameDetached -> reason always",
            ]
        )
        let gone = try differences("types", "NavigationEntry", in: "Page") { _ in nil }
        #expect(gone.contains("type Page.NavigationEntry"))
    }

    @Test("what is no protocol is refused", arguments: ["", "{}", "[]", "{\"domains\":[{}]}"])
    func noProtocol(text: String) throws {
        let error = try #require(throws: CDPError.self) { try ProtocolSubset.differences(in: Array(text.utf8)) }
        #expect(error.reason == .answerUnreadable)
    }
}
