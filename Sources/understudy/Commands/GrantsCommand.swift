// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console

/// `understudy grants`.
struct GrantsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grants",
        abstract: "What is granted to every skill: origins beyond what its own file names, folders to upload from.",
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
        static let configuration = CommandConfiguration(abstract: "Grant an origin, or a folder with --read.")
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
    }
}

/// What a grant is of: an origin or a folder.
struct GrantSubject: ParsableArguments {
    @Argument(help: "The origin, such as https://shop.example.") var origin: String?
    @Option(help: "Instead of an origin, a folder out of which skills may upload files.") var read: String?

    func validate() throws {
        guard (origin == nil) != (read == nil) else {
            throw ValidationError("Give an origin such as https://shop.example, or --read FOLDER.")
        }
    }

    var grant: GrantName {
        if let read { return .readPath(LocalPath.real(read)) }
        return .origin(origin ?? "")
    }
}
