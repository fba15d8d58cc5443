// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import ProtocolGeneration

// protocol-generator FOLDER            writes FOLDER/Generated from FOLDER/protocol.json and FOLDER/subset.txt
// protocol-generator FOLDER --pin FILE  first makes FOLDER/protocol.json from a browser's /json/protocol

func run(_ arguments: [String]) throws {
    guard arguments.count == 1 || (arguments.count == 3 && arguments[1] == "--pin") else {
        throw CocoaError(.featureUnsupported, userInfo: ["usage": "protocol-generator FOLDER [--pin FILE]"])
    }
    let folder = URL(filePath: arguments[0], directoryHint: .isDirectory)
    let pinned = folder.appending(path: "protocol.json")
    if arguments.count == 3 {
        try ProtocolPin.minified(Data(contentsOf: URL(filePath: arguments[2]))).write(to: pinned, options: .atomic)
    }
    let subset = try String(contentsOf: folder.appending(path: "subset.txt"), encoding: .utf8)
    let files = try ProtocolGenerator(protocolJSON: Data(contentsOf: pinned), subset: subset).files()
    let output = folder.appending(path: "Generated", directoryHint: .isDirectory)
    try? FileManager.default.removeItem(at: output)
    try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
    for file in files {
        try Data(file.text.utf8).write(to: output.appending(path: file.name), options: .atomic)
    }
}

do {
    try run(Array(CommandLine.arguments.dropFirst()))
} catch {
    FileHandle.standardError.write(Data("protocol-generator: \(error)\n".utf8))
    exit(1)
}
