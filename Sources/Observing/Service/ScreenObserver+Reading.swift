// SPDX-License-Identifier: Apache-2.0
internal import ScreenText
internal import Synchronization
internal import Vocabulary

/// What becomes of the pictures that were taken.
extension ScreenObserver {
    /// Reads what waits, until nothing does.
    public func readWaiting() async {
        while let (picture, effort) = book.withLock({ $0.next() }) { await read(picture, effort) }
        finish(isForced: false)
    }

    private func read(_ waiting: WaitingPicture, _ effort: ReadingEffort) async {
        do {
            let reading = try await reading(of: waiting, effort)
            let (isOld, pace) = book.withLock { book in
                book.read(reading, at: now())
                return (book.epoch != waiting.epoch, book.pace)
            }
            guard !isOld else { return }
            keep(reading, of: waiting, pace)
        } catch let error as ScreenTextError {
            failed(error, waiting)
        } catch {
            guard !Task.isCancelled else { return }
            failed(ScreenTextError(.readerEnded, "The reader failed."), waiting)
        }
    }

    /// A reader that was late or ended is asked once more: it begins anew, and what kept it may be no fault of the picture's.
    private func reading(of waiting: WaitingPicture, _ effort: ReadingEffort) async throws -> ScreenReading {
        do { return try await reader.read(waiting.taken.picture, effort: effort) } catch let error as ScreenTextError {
            guard [.readerLate, .readerEnded].contains(error.reason), book.withLock({ $0.retry(waiting) }) else {
                throw error
            }
            return try await reader.read(waiting.taken.picture, effort: effort)
        }
    }

    /// Stored secrets are looked for first: they are known by letter, which no rule of the ring's is.
    private func keep(_ reading: ScreenReading, of waiting: WaitingPicture, _ pace: ObserverPace) {
        let begun = meter()
        defer { book.withLock { $0.spend(meter() - begun) } }
        let secretLines = secretLines()
        let secret = secretLines(reading.lines.map(\.text))
        let lines = reading.lines.enumerated().filter { !secret.contains($0.offset) }.map(\.element)
        let clean = ScreenReading(
            isUnchanged: reading.isUnchanged,
            lines: lines,
            pending: reading.pending,
            illegible: reading.illegible,
            size: reading.size,
            cost: reading.cost
        )
        let title = waiting.taken.title
        let page = SeenPage(
            tab: waiting.place,
            origin: waiting.taken.origin,
            title: secretLines([title]).isEmpty ? title : "",
            state: pace.state ?? .minimal,
            degraded: pace.reason?.rawValue
        )
        // A purge or a pause may have come since the book was asked.
        let kept = rings.append(
            clean,
            of: waiting.owner,
            on: page,
            hiding: reading.lines.count - lines.count,
            seenIn: waiting.generation
        )
        // What stands there all the time is counted once.
        guard let kept, !kept.isExtension else { return }
        let counts = Dictionary(uniqueKeysWithValues: kept.redacted.map { ($0.key.rawValue, $0.value) })
        book.withLock { $0.kept(lines: kept.lines, redacted: counts) }
    }

    private func failed(_ error: ScreenTextError, _ waiting: WaitingPicture) {
        // A reader that was told to forget leaves what it is reading: that is no failure.
        guard book.withLock({ $0.epoch == waiting.epoch }) else { return }
        let end: TickMeasure.End? =
            switch error.reason {
            case .readerEnded, .readerLate: .readerFailed
            case .languageMissing: .languageMissing
            // What is wrong with one picture says nothing of the reader.
            case .pictureUnreadable, .pictureTooLarge, .memoryUnavailable, .rulesInvalid: nil
            }
        if let end { book.withLock { $0.failed(end, at: waiting.place) } }
        note(.unreadable, at: waiting.place, of: waiting.owner)
    }
}
