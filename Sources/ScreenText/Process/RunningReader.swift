// SPDX-License-Identifier: Apache-2.0
internal import CConfinement
internal import Glibc
internal import Vocabulary

/// The process that reads, as its owner sees it: two pipes, the shared memory, and its end.
///
/// - Important: One thread uses it, and the process ends with that thread; only ``kill()`` may be called by others, before
///   ``end()`` was.
struct RunningReader {
    let process: pid_t
    /// What confines it, as a sum.
    private(set) var confinement = 0
    private let requests: Int32
    private let answers: Int32
    private let picture: Int32

    /// Starts it and waits until it may be asked.
    ///
    /// - Throws: ``ScreenTextError``.
    init(executable: String, language: String, deadline: Deadline) throws(ScreenTextError) {
        let handles = try Handles()
        let status: Int32
        (status, process) = RunningReader.spawn(executable, language, handles)
        close(handles.requests.read)
        close(handles.answers.write)
        (requests, answers, picture) = (handles.requests.write, handles.answers.read, handles.picture)
        guard status == 0 else {
            closeHandles()
            throw ScreenTextError(.readerEnded, "The reader of pictures could not be started: \(describe(status)).")
        }
        do throws(ScreenTextError) {
            switch try answer(by: deadline) {
            case .ready(let sum): confinement = sum
            case .failed(let error): throw error
            case .reading, .escapes: throw RunningReader.nonsense
            }
        } catch {
            end()
            throw error
        }
    }

    /// Has one picture read.
    func read(_ picture: ScreenPicture, _ effort: ReadingEffort, by deadline: Deadline) throws(ScreenTextError)
        -> ScreenReading
    {
        try share(picture.encoded)
        // The memory is given back at once: the pixels are nowhere longer than needed.
        defer { ftruncate(self.picture, 0) }
        let request = ReaderRequest.read(
            bytes: picture.encoded.count,
            place: picture.place,
            masks: picture.masks,
            effort: effort
        )
        switch try ask(request, by: deadline) {
        case .reading(let reading): return reading
        case .failed(let error): throw error
        case .ready, .escapes: throw RunningReader.nonsense
        }
    }

    /// How many things the confined process could do that it must not.
    func escapes(by deadline: Deadline) throws(ScreenTextError) -> Int {
        guard case .escapes(let count) = try ask(.tryEscapes, by: deadline) else { throw RunningReader.nonsense }
        return count
    }

    /// Ends it whatever it does.
    func kill() { Glibc.kill(process, SIGKILL) }

    /// Ends it, and waits until it is gone.
    func end() {
        kill()
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        closeHandles()
    }

    private func ask(_ request: ReaderRequest, by deadline: Deadline) throws(ScreenTextError) -> ReaderAnswer {
        do throws(MessagePipe.Failure) { try MessagePipe.write(request.bytes, to: requests) } catch {
            throw RunningReader.ended
        }
        return try answer(by: deadline)
    }

    private func answer(by deadline: Deadline) throws(ScreenTextError) -> ReaderAnswer {
        let message: [UInt8]
        do throws(MessagePipe.Failure) { message = try MessagePipe.read(from: answers, deadline: deadline) } catch {
            switch error {
            case .ended: throw RunningReader.ended
            case .late: throw ScreenTextError(.readerLate, "The picture took too long to read, and was given up.")
            }
        }
        guard let answer = try? ReaderAnswer(message) else { throw RunningReader.nonsense }
        return answer
    }

    private func share(_ bytes: [UInt8]) throws(ScreenTextError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { pwrite(picture, $0.baseAddress! + done, $0.count - done, done) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw ScreenTextError(.readerEnded, "There is no memory for the picture.") }
            done += count
        }
    }

    private func closeHandles() { for handle in [requests, answers, picture] { close(handle) } }

    private static let ended = ScreenTextError(
        .readerEnded,
        "The reader of pictures ended; the next picture starts it anew."
    )
    private static let nonsense = ScreenTextError(
        .readerEnded,
        "The reader of pictures gave no answer that makes sense."
    )
}

/// What a reader is started with.
private struct Handles {
    let requests: (read: Int32, write: Int32)
    let answers: (read: Int32, write: Int32)
    let picture: Int32

    init() throws(ScreenTextError) {
        var (one, other): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
        picture = understudy_memory_file()
        guard picture >= 0, understudy_pipe(&one) == 0, understudy_pipe(&other) == 0 else {
            let reason = describe(errno)
            for handle in one + other + [picture] where handle >= 0 { close(handle) }
            throw ScreenTextError(.readerEnded, "The reader of pictures could not be started: \(reason).")
        }
        requests = (one[0], one[1])
        answers = (other[0], other[1])
    }
}

extension RunningReader {
    private static func spawn(_ executable: String, _ language: String, _ handles: Handles) -> (Int32, pid_t) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, handles.requests.read, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, handles.answers.write, STDOUT_FILENO)
        // What its libraries say may hold what the page says.
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, handles.picture, ReaderChild.picture)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The thread that starts it may block signals; it must not.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var process: pid_t = 0
        let words = [executable] + ReaderChild.arguments(parent: getpid(), language: language)
        let status = withStrings(words) { arguments in
            withStrings(environment) { posix_spawn(&process, executable, &actions, &attributes, arguments, $0) }
        }
        return (status, process)
    }

    /// Nothing of ours but where libraries and language data are.
    private static var environment: [String] {
        let kept: [String] = ["TESSDATA_PREFIX", "LD_LIBRARY_PATH"]
            .compactMap { name -> String? in getenv(name).map { name + "=" + String(cString: $0) } }
        return kept + ["OMP_THREAD_LIMIT=1", "MALLOC_ARENA_MAX=1", "LC_ALL=C"]
    }

    private static func withStrings<Result>(
        _ strings: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = strings.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}

private func describe(_ status: Int32) -> String { String(cString: strerror(status)) }
