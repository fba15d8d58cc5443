// swift-tools-version: 6.2
import PackageDescription

// Where a target may point is written once more in .ci/layers, and checked by .ci/check-layers:
// SwiftPM lets a file import a transitive dependency that its target was never granted.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

func layer(
    _ name: String,
    _ dependencies: [Target.Dependency],
    resources: [Resource] = [],
    exclude: [String] = []
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
}

func suite(
    _ name: String,
    _ dependencies: [Target.Dependency],
    exclude: [String] = []
) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "understudy",
    products: [
        .executable(name: "understudy", targets: ["understudy"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2", traits: []),
    ],
    targets: [
        // Layer 0
        .systemLibrary(
            name: "CLibwebsockets", pkgConfig: "libwebsockets", providers: [.apt(["libwebsockets-dev"])]),
        .systemLibrary(name: "CLibcurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibyaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        layer("Vocabulary", [logging]),
        // Layer 1
        layer("WebAddresses", ["Vocabulary"]),
        layer("CDP", ["Vocabulary", "CLibwebsockets"], exclude: ["Protocol/protocol.json"]),
        layer("Auditing", ["Vocabulary", .product(name: "GRDB", package: "GRDB.swift"), crypto]),
        // Layer 2
        layer("SkillKit", ["Vocabulary", "WebAddresses", "CLibyaml", crypto]),
        layer("Oversight", ["Vocabulary", "WebAddresses", crypto]),
        layer("Egress", ["Vocabulary", "WebAddresses", "CLibcurl"]),
        // Layer 3
        layer(
            "Browsing",
            [
                "Vocabulary", "WebAddresses", "CDP", "Oversight", lifecycle,
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        // Layer 4
        layer(
            "Teaching", ["Vocabulary", "WebAddresses", "Browsing", "Oversight", "SkillKit"],
            resources: [.embedInCode("Scripts/recorder.js")]),
        layer(
            "Replaying", ["Vocabulary", "WebAddresses", "Browsing", "SkillKit", "Oversight"],
            resources: [.embedInCode("Scripts/resolver.js")]),
        // Layer 5
        layer("Console", ["Vocabulary", "Auditing", "Oversight", "SkillKit", hummingbird]),
        layer("DemoSite", [hummingbird]),
        // Layer 6
        .executableTarget(
            name: "understudy",
            dependencies: [
                "Vocabulary", "WebAddresses", "CDP", "Auditing", "SkillKit", "Oversight", "Egress", "Browsing",
                "Teaching", "Replaying", "Console", "DemoSite", lifecycle, arguments,
            ],
            swiftSettings: strict),
        // Tools
        .executableTarget(name: "protocol-generator", path: "Sources/ProtocolGenerator", swiftSettings: strict),
        // Tests
        .target(
            name: "TestSupport", dependencies: ["Vocabulary", hummingbird], path: "Tests/TestSupport",
            swiftSettings: strict),
        suite("VocabularyTests", ["Vocabulary"]),
        suite("WebAddressesTests", ["WebAddresses"]),
        suite("CDPTests", ["CDP", "TestSupport"]),
        suite("AuditingTests", ["Auditing", "TestSupport"]),
        suite("SkillKitTests", ["SkillKit", "TestSupport"], exclude: ["Golden"]),
        suite("OversightTests", ["Oversight", "TestSupport"]),
        suite("EgressTests", ["Egress", "TestSupport"]),
        suite("BrowsingTests", ["Browsing", "TestSupport"]),
        suite("TeachingTests", ["Teaching", "Replaying", "TestSupport"], exclude: ["Golden"]),
        suite("ReplayingTests", ["Replaying", "TestSupport"], exclude: ["Fixtures"]),
        suite("ConsoleTests", ["Console", "TestSupport"]),
        suite("DemoSiteTests", ["DemoSite", "TestSupport"]),
        suite("UnderstudyTests", ["understudy", "TestSupport"], exclude: ["Golden"]),
    ],
    swiftLanguageModes: [.v6]
)
