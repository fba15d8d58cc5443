// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Vocabulary

/// `understudy grants`.
struct GrantsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grants",
        abstract:
            "What is granted to every skill, and to the observer: origins, folders to upload from, what is looked at.",
        subcommands: [List.self, Add.self, Remove.self],
        defaultSubcommand: List.self
    )

    /// `understudy grants list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the grants.")
        @OptionGroup var common: CommonOptions
        func run() async throws {
            try GrantsCommand.show(try await withControl(common) { try await $0.grants() }, common)
        }
    }

    /// `understudy grants add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Grant an origin, a folder with --read, or what is observed."
        )
        @OptionGroup var common: CommonOptions
        @OptionGroup var subject: GrantSubject
        func run() async throws {
            let grant = subject.grant
            try GrantsCommand.show(
                try await withControl(common) { try await $0.addGrant(grant, by: .operator) },
                common
            )
        }
    }

    /// `understudy grants remove`.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a grant back.")
        @OptionGroup var common: CommonOptions
        @OptionGroup var subject: GrantSubject
        func run() async throws {
            let grant = subject.grant
            try GrantsCommand.show(
                try await withControl(common) { try await $0.removeGrant(grant, by: .operator) },
                common
            )
        }
    }

    fileprivate static func show(_ list: GrantList, _ common: CommonOptions) throws {
        guard !common.json else { return try Terminal.printJSON(list) }
        for origin in list.networkDomains { Terminal.print(origin) }
        for path in list.readPaths { Terminal.print("read \(path)") }
        for origin in list.observedDomains { Terminal.print("observe \(origin)") }
        for run in list.observedRuns { Terminal.print("share \(run)") }
    }
}

/// What a grant is of.
struct GrantSubject: ParsableArguments {
    @Argument(help: "The origin, such as https://shop.example.") var origin: String?
    @Option(help: "Instead of an origin, a folder out of which skills may upload files.") var read: String?
    @Option(help: "Instead, an origin whose pages the observer may look at.") var observe: String?
    @Option(help: "Instead, a run whose observations the agent may read, until the appliance ends.") var share: String?

    func validate() throws {
        guard given.count == 1 else {
            throw ValidationError(
                "Give an origin such as https://shop.example, --read FOLDER, --observe ORIGIN or --share RUN."
            )
        }
    }

    private var given: [GrantName] {
        [
            origin.map { .origin($0) }, read.map { .readPath(LocalPath.real($0)) }, observe.map { .observe($0) },
            share.map { .observedRun(RunID(rawValue: $0)) },
        ]
        .compactMap(\.self)
    }

    var grant: GrantName { given[0] }
}
