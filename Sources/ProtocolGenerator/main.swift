// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProtocolGeneration

// Usage: protocol-generator FOLDER, where FOLDER holds protocol.json and subset.txt; writes FOLDER/Generated.
let folder = URL(fileURLWithPath: CommandLine.arguments.dropFirst().first ?? "Sources/CDP/Protocol")
let generator = try Generator(
    protocolJSON: Array(Data(contentsOf: folder.appendingPathComponent("protocol.json"))),
    subset: String(contentsOf: folder.appendingPathComponent("subset.txt"), encoding: .utf8)
)
for (name, text) in try generator.files() {
    try text.write(to: folder.appendingPathComponent("Generated/\(name)"), atomically: true, encoding: .utf8)
}
