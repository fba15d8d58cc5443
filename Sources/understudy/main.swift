// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Browsing
internal import Glibc
internal import Logging
internal import ScreenText

// The keeper is started once for every browser and must be quick and small: it never reaches the argument parser.
if CommandLine.arguments.dropFirst().first == Keeper.subcommand {
    let failure = Keeper.run(Array(CommandLine.arguments.dropFirst(2)))
    Terminal.note("understudy keeper: \(failure)")
    exit(1)
}
// So is the reader of pictures, which gives up all that it does not need before it looks at the first one.
if CommandLine.arguments.dropFirst().first == ReaderChild.subcommand {
    if let failure = ReaderChild.run(Array(CommandLine.arguments.dropFirst(2))) {
        Terminal.note("understudy read-screen: \(failure)")
        exit(1)
    }
    exit(0)
}
// Output that goes into a pipe whose reader has left is an error to be told, not a signal to die of.
signal(SIGPIPE, SIG_IGN)
// What libraries log is for their authors; what a person should know is said by the commands themselves.
LoggingSystem.bootstrap { _ in SwiftLogNoOpLogHandler() }
await UnderstudyCommand.runAsMain()
