// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser

/// A port as the command line takes it.
///
/// A larger number must never reach the system, which would silently take its last sixteen bits for another port.
enum PortOption {
    static func parse(_ text: String) throws -> Int {
        guard let port = Int(text), (0...65_535).contains(port) else {
            throw ValidationError("a port is a number from 0 to 65535, and 0 is any that is free.")
        }
        return port
    }
}
