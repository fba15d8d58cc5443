// SPDX-License-Identifier: Apache-2.0
internal import CConfinement
internal import Glibc

/// The program that reads pictures: our own executable under a hidden subcommand, which gives up all that it does not need
/// and then answers, one request after another.
///
/// Pictures are of pages, and so is whatever breaks a decoder. All that such a picture would gain here is a process that has
/// the pixels already, and can say something about them: it cannot open a file, reach a network, start a program or a
/// thread, or signal another process. The language's data is loaded before, because nothing can be opened afterwards.
public enum ReaderChild {
    /// The hidden subcommand's name.
    public static let subcommand = "read-screen"

    /// Where the picture lies.
    static let picture: Int32 = 3
    /// Forty million pixels need 160 MB, up to three times while they are decoded.
    private static let addressSpace = 2 << 30

    static func arguments(parent: Int32, language: String) -> [String] { [subcommand, String(parent), language] }

    /// Answers until nobody asks any more.
    ///
    /// - Parameter arguments: what came after the subcommand.
    /// - Returns: why it ended early, for standard error; nil when it was let go.
    public static func run(_ arguments: [String]) -> String? {
        guard arguments.count == 2, let parent = Int32(arguments[0]) else {
            return "the reader is started by the appliance, not by hand"
        }
        signal(SIGINT, SIG_IGN)
        guard understudy_drop_privileges() == 0, understudy_end_with(parent) == 0,
            understudy_bound(addressSpace, UInt32(picture) + 1) == 0
        else { return "the reader could not give up what it does not need" }
        nice(19)
        do {
            PictureDecoder.silence()
            let engine = try TesseractEngine(language: arguments[1])
            let confinement = Int(understudy_confine())
            try MessagePipe.write(ReaderAnswer.ready(confinement: confinement).bytes, to: STDOUT_FILENO)
            return serve(ScreenEye(engine: engine))
        } catch let error as ScreenTextError {
            try? MessagePipe.write(ReaderAnswer.failed(error).bytes, to: STDOUT_FILENO)
            return error.message
        } catch {
            return nil
        }
    }

    private static func serve(_ eye: ScreenEye) -> String? {
        while let message = try? MessagePipe.read(from: STDIN_FILENO, deadline: nil) {
            guard let request = try? ReaderRequest(message) else { return "the reader was asked for something else" }
            guard (try? MessagePipe.write(answer(request, eye).bytes, to: STDOUT_FILENO)) != nil else { return nil }
        }
        return nil
    }

    private static func answer(_ request: ReaderRequest, _ eye: ScreenEye) -> ReaderAnswer {
        switch request {
        case .read(let bytes, let place, let masks, let effort):
            do throws(ScreenTextError) {
                let picture = ScreenPicture(encoded: try sharedPicture(bytes), masks: masks, place: place)
                return .reading(try eye.read(picture, effort: effort))
            } catch { return .failed(error) }
        case .tryEscapes: return .escapes(Int(understudy_count_escapes()))
        }
    }

    private static func sharedPicture(_ count: Int) throws(ScreenTextError) -> [UInt8] {
        var isWhole = true
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(picture, buffer.baseAddress! + filled, count - filled, filled)
                guard got > 0 else {
                    isWhole = false
                    break
                }
                filled += got
            }
        }
        guard isWhole else { throw ScreenTextError(.pictureUnreadable, "The picture did not come whole.") }
        return bytes
    }
}
