// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// How much others on this machine wait for what the observer uses, as
/// [/proc/pressure](https://docs.kernel.org/accounting/psi.html) tells it: percent of the last ten seconds.
public struct MachinePressure: Sendable, Hashable {
    /// Some task waited for a processor.
    public var processor: Double
    /// Some task waited for memory.
    public var memory: Double

    /// Above this looking is slowed down.
    public static let processorLimit = 40.0
    /// Above this only the least is looked at.
    public static let memoryLimit = 10.0

    /// Describes a machine; without figures one that has time.
    public init(processor: Double = 0, memory: Double = 0) {
        self.processor = processor
        self.memory = memory
    }

    /// What it is now; nothing where the kernel does not tell.
    public static func now() -> MachinePressure {
        MachinePressure(processor: average("cpu"), memory: average("memory"))
    }

    private static func average(_ what: String) -> Double {
        guard let bytes = try? PrivateFile.read("/proc/pressure/\(what)", limit: 4096) else { return 0 }
        return average(in: String(decoding: bytes, as: UTF8.self))
    }

    /// Reads `some avg10=29.49 avg60=31.82 avg300=17.05 total=198025641`.
    static func average(in text: String) -> Double {
        for line in text.split(separator: "\n") where line.hasPrefix("some ") {
            for field in line.split(separator: " ") where field.hasPrefix("avg10=") {
                return Double(field.dropFirst(6)) ?? 0
            }
        }
        return 0
    }
}
