// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite("A file that is named at the command line", .serialized)
struct UploadCommandTests {
    private static let page = FixtureReply.page(
        """
        <label>Picture <input type=file name=picture
          onchange="this.files[0].text().then((text) => { document.title = this.files[0].name + ' ' + text })"></label>
        """
    )

    private static func skill(_ site: String) -> String {
        """
        understudy: 1
        name: give
        description: Give a picture.
        browser: { viewport: 1280x720, login: none }
        sites: { shop: "\(site)" }
        inputs:
          picture: { type: file }
        steps:
          - { id: a1, open: "shop:/" }
          - { id: a2, upload: picture, with: "{{ inputs.picture }}" }
          - { id: a3, wait_for: { title: photo.png hello } }
        targets:
          picture:
            looks: field "Picture"
            locators:
              - { css: ['input[name="picture"]'], matched: 1 }
        fingerprints: # machine-written
          picture: { v: 1, tag: input, role: textbox, name: Picture, attributes: { name: picture, type: file }, counts: { "@name": 1, name: 1 } }

        """
    }

    @Test("it is meant as it lies from the working folder, and is read only where that was granted")
    func relative() async throws {
        try await withFixtureServer(["/": Self.page]) { server in
            try await withHome { home, folder in
                try await withTemporaryFolder { pictures in
                    try await SampleSkill.approve(Self.skill(server.origin()), in: home, folder)
                    let up = String(repeating: "../", count: 20)
                    let typed = up + (try pictures.write("hello", to: "photo.png")).dropFirst()
                    let run = [
                        "skills", "run", "give", "--input", "picture=\(typed)", "--home", home, "--cdp-port", "0",
                    ]
                    let refused = try await Program.run(run)
                    #expect(refused.status == 3 || refused.output.contains("path_not_granted"), "\(refused)")
                    let granted = try await Program.run(
                        ["grants", "add", "--read", up + pictures.path.dropFirst(), "--home", home]
                    )
                    #expect(granted.status == 0 && granted.output.hasPrefix("read /"), "\(granted)")
                    let given = try await Program.run(run)
                    #expect(given.status == 0, "\(given)")
                    let log = try await Program.run(["audit", "export", "--home", home])
                    #expect(log.output.contains("\"file_uploaded\"") && !log.output.contains("photo.png"), "\(log)")
                }
            }
        }
    }
}
