// SPDX-License-Identifier: Apache-2.0
import SkillKit
import Testing
import Vocabulary

@testable import Teaching

@Suite("What events become, without a browser")
struct CompilingTests {
    private func steps(
        of bodies: [RecordedEvent.Body],
        allowing permissions: [PagePermission]? = nil
    ) throws -> [Step] {
        let header = RecordingHeader(
            slug: try Slug("shown"),
            name: "shown",
            started: .now(),
            url: "https://shop.example/",
            browser: "",
            viewport: "1280x720",
            permissions: permissions
        )
        let events = bodies.enumerated()
            .map { index, body in
                RecordedEvent(
                    number: index + 1,
                    at: Double(index),
                    tab: TabID(rawValue: "t"),
                    document: DocumentID(rawValue: "d"),
                    body: body
                )
            }
        return Compiler.preview(Recording(header: header, events: events, sha256: "")).skill.steps
    }

    @Test("a segment that was left out of a path is given to each run, like a value of its query")
    func key() throws {
        let steps = try steps(of: [
            .opened(address: "https://shop.example/in/*/*/now;jsessionid=withheld?sig=withheld#withheld")
        ])
        guard case .open(let address)? = steps.first?.action else {
            Issue.record("nothing is opened")
            return
        }
        let parts: [TextTemplate.Part] = [
            .literal("/in/"), .reference(.input("key")), .literal("/"), .reference(.input("key-2")),
            .literal("/now;jsessionid="), .reference(.input("jsessionid")), .literal("?sig="),
            .reference(.input("sig")),
            .literal("#"), .reference(.input("key-3")),
        ]
        #expect(address.path.parts == parts)
    }

    @Test("of what all sites may use a refusal is kept, and a yes is not")
    func refusal() throws {
        let target = RecordedTarget(looks: "a button", locators: [], fingerprint: Fingerprint(tag: "button"))
        let steps = try steps(
            of: [
                .opened(address: "https://shop.example/"), .click(target, role: "button", detail: 1, isMade: false),
                .dialog(RecordedDialog(kind: .geolocation, isAccepted: true)),
                .dialog(RecordedDialog(kind: .geolocation, isAccepted: false)),
                .dialog(RecordedDialog(kind: .notifications, isAccepted: true)),
            ],
            allowing: [.geolocation]
        )
        let asked = steps.last?.permissionsAsked.map { "\($0.permission.rawValue) \($0.isGranted)" }
        #expect(asked == ["geolocation false", "notifications true"])
    }
}
