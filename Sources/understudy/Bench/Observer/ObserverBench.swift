// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc
internal import ScreenText
internal import Vocabulary

/// Reads all scenes with the appliance's reader, and whole pictures with the program.
struct ObserverBench: Sendable {
    let scenes: ObserverScenes
    let isQuick: Bool

    /// How many looks the long runs have.
    private var pictures: Int { isQuick ? 1000 : 10_000 }

    /// Enough for everything that is new on a picture.
    private static let unbounded = ReadingEffort(budget: .seconds(9))

    func measure(progress: @escaping @Sendable (String) -> Void) async throws -> ObserverFigures {
        let reader = ReaderProcess(executable: OwnExecutable.path)
        do {
            let figures = try await measure(reader, progress)
            await reader.forget()
            return figures
        } catch {
            await reader.forget()
            throw error
        }
    }

    private func measure(
        _ reader: ReaderProcess,
        _ progress: @Sendable (String) -> Void
    ) async throws -> ObserverFigures {
        var figures = ObserverFigures(capture: scenes.capture, foreign: scenes.foreign)
        for (index, scene) in scenes.scenes.enumerated() {
            progress("reading \(index + 1) of \(scenes.scenes.count): \(scene.page), \(scene.size)")
            switch scene.kind {
            case .page: try await readPage(scene, reader, &figures)
            case .small: try await readSmall(scene, reader, &figures)
            case .restless: try await readRestless(scene, reader, &figures)
            case .share, .scroll, .clock, .video: try await follow(scene, reader, &figures)
            case .secrets: try await readSecrets(scene, reader, &figures)
            }
        }
        try await ObserverOpens(scenes: scenes).measure(&figures)
        progress("keeping \(pictures) looks")
        try ObserverKeeping(readings: figures.kept).measure(looks: pictures, &figures)
        try await holdBudget(reader, &figures)
        try await runLong(reader, &figures, progress)
        return figures
    }

    // MARK: Whole pictures

    private func readPage(_ scene: ObserverScene, _ reader: ReaderProcess, _ figures: inout ObserverFigures)
        async throws
    {
        for shot in scene.shots {
            let reading = try await read(shot, reader, place: "page")
            let milliseconds = reading.cost.processor / .milliseconds(1)
            figures.own[scene.size, default: .init()].words.add(shown: shot.words, said: text(reading))
            figures.own[scene.size, default: .init()].times.append(milliseconds)
            figures.sure[scene.size, default: .init()].add(shown: shot.words, said: text(reading, atLeast: 70))
            let plain = try TesseractProgram.read(shot.file, TesseractProgram.plain)
            figures.plain[scene.size, default: .init()].words.add(shown: shot.words, said: plain.text)
            figures.plain[scene.size, default: .init()].times.append(plain.milliseconds)
            let other = try TesseractProgram.read(shot.file, TesseractProgram.screenpipe)
            figures.screenpipe[scene.size, default: .init()].words.add(shown: shot.words, said: other.text)
            figures.screenpipe[scene.size, default: .init()].times.append(other.milliseconds)
            figures.memory[scene.size] = max(figures.memory[scene.size] ?? 0, memory(of: reader))
            figures.kept.append(reading)
            figures.ordinary.of += reading.lines.count
            figures.ordinary.lost += reading.lines.count - (try ScreenRedactor().redact(reading.lines).lines.count)
        }
    }

    /// Ours and exact patterns, on what was read of the same pictures.
    private func readSecrets(_ scene: ObserverScene, _ reader: ReaderProcess, _ figures: inout ObserverFigures)
        async throws
    {
        let redactor = try ScreenRedactor()
        for (sheet, shot) in zip(scenes.sheets, scene.shots) {
            let lines = try await read(shot, reader, place: "secrets \(shot.file.suffix(20))").lines
            figures.secrets.of += sheet.count
            figures.secrets.ours += sheet.leaks(in: redactor.redact(lines).lines).count(where: \.isEmpty)
            let left = lines.filter { !StrictRules.hits($0.text) }
            figures.secrets.strict += sheet.leaks(in: left).count(where: \.isEmpty)
        }
    }

    // MARK: Pictures that follow one another

    private func follow(_ scene: ObserverScene, _ reader: ReaderProcess, _ figures: inout ObserverFigures) async throws
    {
        var sequence = figures.sequences[key(scene)] ?? .init()
        let place = "\(scene.page) \(scene.kind)"
        for (index, shot) in scene.shots.enumerated() {
            let reading = try await read(shot, reader, place: place)
            // The first is a new page; what is told is what the next ones cost.
            guard index > 0 else { continue }
            figures.kept.append(reading)
            sequence.own.append(reading.cost.processor / .milliseconds(1))
            sequence.words.add(shown: shot.words, said: text(reading))
            sequence.sure.add(shown: shot.words, said: text(reading, atLeast: 70))
            sequence.surest.add(shown: shot.words, said: text(reading, atLeast: 80))
            if index == scene.shots.count / 2 {
                sequence.baseline.append(try TesseractProgram.read(shot.file, TesseractProgram.plain).milliseconds)
            }
            if index == scene.shots.count - 1 { try await compare(reading, shot, reader, &figures) }
        }
        figures.sequences[key(scene)] = sequence
    }

    /// Reads the picture anew, by a process that knows nothing; what is read by turns and named as unread is no matter of
    /// the cache's.
    private func compare(
        _ reading: ScreenReading,
        _ shot: ObserverScene.Shot,
        _ reader: ReaderProcess,
        _ figures: inout ObserverFigures
    ) async throws {
        let other = ReaderProcess(executable: OwnExecutable.path)
        let anew = try await read(shot, other, place: "anew")
        await other.forget()
        figures.cacheDiffers.of += 1
        let isRead: (ReadLine) -> Bool = { line in !reading.pending.contains { ObserverBench.meet($0, line.box) } }
        if anew.lines.filter(isRead) != reading.lines.filter(isRead) { figures.cacheDiffers.differs += 1 }
    }

    private func readSmall(_ scene: ObserverScene, _ reader: ReaderProcess, _ figures: inout ObserverFigures)
        async throws
    {
        let before = try await read(scene.shots[0], reader, place: "small")
        let after = try await read(scene.shots[1], reader, place: "small")
        figures.small.of += 1
        if !after.isUnchanged, after.lines.map(\.text) != before.lines.map(\.text) { figures.small.seen += 1 }
    }

    /// With the usual budget: how old lines become, and what is known in the end.
    private func readRestless(_ scene: ObserverScene, _ reader: ReaderProcess, _ figures: inout ObserverFigures)
        async throws
    {
        guard scene.size == "720p" else { return }
        var ages: [PixelBox: Int] = [:]
        for (index, shot) in scene.shots.enumerated() {
            let reading = try await read(shot, reader, place: "restless", effort: ReadingEffort())
            var next: [PixelBox: Int] = [:]
            // A line that stands a little elsewhere is the same one.
            for box in reading.pending {
                let middle = PixelBox(x: box.x + box.width / 2, y: box.y + box.height / 2, width: 1, height: 1)
                next[box] = 1 + (ages.filter { ObserverBench.meet($0.key, middle) }.values.max() ?? 0)
            }
            ages = next
            guard index >= 4 else { continue }
            figures.stalest = max(figures.stalest, ages.values.max() ?? 0)
            figures.restless.add(shown: shot.words, said: text(reading))
        }
    }

    /// Everything changes at the larger size, with the usual budget.
    private func holdBudget(_ reader: ReaderProcess, _ figures: inout ObserverFigures) async throws {
        let all = scenes.scenes.filter { $0.kind == .share(100) }
        for scene in all.filter({ $0.size == "1080p" }).isEmpty ? all : all.filter({ $0.size == "1080p" }) {
            await reader.forget()
            _ = try await read(scene.shots[0], reader, place: "warm", effort: ReadingEffort(budget: .zero))
            for shot in scene.shots {
                let reading = try await read(shot, reader, place: "budget", effort: ReadingEffort())
                figures.budget.append(reading.cost.processor / .milliseconds(1))
            }
        }
    }

    /// A picture with a mask that moves over it: new pixels each time.
    private func runLong(
        _ reader: ReaderProcess,
        _ figures: inout ObserverFigures,
        _ progress: @Sendable (String) -> Void
    ) async throws {
        guard let scene = scenes.scenes.first(where: { $0.kind == .clock }) else { return }
        let bytes = try picture(scene.shots[0].file)
        await reader.forget()
        for number in 1...pictures {
            let mask = PixelBox(x: 40 + number % 300, y: 40 + number / 300 % 20, width: 20, height: 20)
            let picture = ScreenPicture(encoded: bytes, masks: [mask], place: "long")
            _ = try await reader.read(picture, effort: ReadingEffort(budget: .milliseconds(20)))
            if number == 100 { figures.longRun.early = memory(of: reader) }
            if number.isMultiple(of: 500) { progress("picture \(number) of \(pictures)") }
        }
        figures.longRun.late = memory(of: reader)
        figures.longRun.pictures = pictures
    }

    // MARK: Small things

    private func read(
        _ shot: ObserverScene.Shot,
        _ reader: ReaderProcess,
        place: String,
        effort: ReadingEffort = unbounded
    ) async throws -> ScreenReading {
        try await reader.read(ScreenPicture(encoded: try picture(shot.file), place: place), effort: effort)
    }

    private func picture(_ file: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CommandError.cannotRead(file, why: "it is not there")
        }
        return Array(data)
    }

    private func text(_ reading: ScreenReading, atLeast confidence: UInt8 = 0) -> String {
        reading.lines
            .map { line in
                zip(line.text.split(separator: " "), line.confidences).filter { $0.1 >= confidence }
                    .map { String($0.0) }
                    .joined(separator: " ")
            }
            .joined(separator: "\n")
    }

    private func key(_ scene: ObserverScene) -> String {
        switch scene.kind {
        case .share(let share): "\(share) % \(scene.size)"
        case .page, .scroll, .clock, .video, .restless, .small, .secrets: "\(scene.kind) \(scene.size)"
        }
    }

    private static func meet(_ one: PixelBox, _ other: PixelBox) -> Bool {
        one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height
            && other.y < one.y + one.height
    }

    private func memory(of reader: ReaderProcess) -> Double { reader.process.map(ResidentMemory.mebibytes) ?? .nan }
}
