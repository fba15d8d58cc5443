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

// What goes through every pixel of a picture is optimised when debugging too: it would take seconds otherwise.
let quick = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

func layer(
    _ name: String,
    _ dependencies: [Target.Dependency],
    resources: [Resource] = [],
    exclude: [String] = [],
    settings: [SwiftSetting] = strict
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: settings)
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
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
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
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV.git", from: "0.10.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2", traits: []),
    ],
    targets: [
        // Layer 0
        .systemLibrary(
            name: "CLibwebsockets",
            pkgConfig: "libwebsockets",
            providers: [.apt(["libwebsockets-dev"])]
        ),
        .systemLibrary(name: "CLibcurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibyaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CLeptonica", pkgConfig: "lept", providers: [.apt(["libleptonica-dev"])]),
        .systemLibrary(name: "COCR", pkgConfig: "tesseract", providers: [.apt(["libtesseract-dev"])]),
        .systemLibrary(name: "CLinux"),
        .target(name: "CConfinement"),
        layer("Vocabulary", [logging]),
        // Layer 1
        layer("WebAddresses", ["Vocabulary"]),
        layer("CDP", ["Vocabulary", "CLibwebsockets"], exclude: ["Protocol/protocol.json", "Protocol/subset.txt"]),
        layer("Pictures", ["Vocabulary", "CLeptonica"]),
        layer("ScreenText", ["Vocabulary", "CLeptonica", "COCR", "CConfinement"], settings: quick),
        layer("Auditing", ["Vocabulary", .product(name: "GRDB", package: "GRDB.swift"), crypto]),
        // Layer 2
        layer("SkillKit", ["Vocabulary", "WebAddresses", "CLibyaml", crypto]),
        layer("Oversight", ["Vocabulary", "WebAddresses", crypto]),
        layer("Egress", ["Vocabulary", "WebAddresses", "CLibcurl"]),
        // Layer 3
        layer("ModelRouting", ["Vocabulary", "WebAddresses", "Egress", crypto]),
        layer(
            "Browsing",
            [
                "Vocabulary", "WebAddresses", "CDP", "Pictures", "Oversight", "CLinux", lifecycle,
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            resources: [
                .embedInCode("Scripts/elements.js"), .embedInCode("Scripts/limits.js"),
                .embedInCode("Scripts/closed.js"),
                .embedInCode("Scripts/secrets.js"), .embedInCode("Scripts/masks.js"),
                .embedInCode("Scripts/observing.js"), .embedInCode("Scripts/asking.js"),
                .embedInCode("Scripts/locators.js"), .embedInCode("Scripts/rows.js"),
                .embedInCode("Scripts/surroundings.js"),
                .embedInCode("Scripts/vicinity.js"), .embedInCode("Scripts/fingerprint.js"),
            ]
        ),
        // Layer 4
        layer(
            "Teaching",
            ["Vocabulary", "WebAddresses", "Browsing", "Oversight", "SkillKit"],
            resources: [
                .embedInCode("Scripts/recorder.js"), .embedInCode("Scripts/gestures.js"),
                .embedInCode("Scripts/causes.js"),
                .embedInCode("Scripts/departures.js"),
                .embedInCode("Scripts/places.js"), .embedInCode("Scripts/pointing.js"),
                .embedInCode("Scripts/files.js"),
            ]
        ),
        layer(
            "Replaying",
            ["Vocabulary", "WebAddresses", "Pictures", "Browsing", "SkillKit", "Oversight"],
            resources: [
                .embedInCode("Scripts/renaming.js"), .embedInCode("Scripts/pages.js"),
                .embedInCode("Scripts/retyping.js"), .embedInCode("Scripts/proof.js"),
                .embedInCode("Scripts/similarity.js"), .embedInCode("Scripts/cascade.js"),
                .embedInCode("Scripts/actionability.js"),
                .embedInCode("Scripts/guard.js"), .embedInCode("Scripts/resolver.js"),
                .embedInCode("Scripts/frames.js"),
                .embedInCode("Scripts/covers.js"), .embedInCode("Scripts/dragging.js"),
                .embedInCode("Scripts/scrolling.js"), .embedInCode("Scripts/uploads.js"),
            ]
        ),
        layer("Observing", ["Vocabulary", "WebAddresses", "ScreenText", "Browsing", "Oversight", lifecycle]),
        // Layer 5
        layer(
            "AgentLoop",
            ["Vocabulary", "ScreenText", "SkillKit", "Replaying", "ModelRouting", crypto]
        ),
        layer(
            "Console",
            [
                "Vocabulary", "ScreenText", "Auditing", "Oversight", "SkillKit", hummingbird, lifecycle, logging, nio,
                nioHTTP1,
                nioHTTPTypes, nioPosix,
            ],
            resources: [.embedInCode("Dashboard")]
        ),
        layer(
            "DemoSite",
            [hummingbird, lifecycle, logging, nio],
            resources: [
                .embedInCode("Assets/shop.css"), .embedInCode("Assets/designs.css"), .embedInCode("Assets/shop.js"),
                .embedInCode("Assets/icon.svg"),
                .embedInCode("Assets/office.css"), .embedInCode("Assets/office.js"), .embedInCode("Assets/card.js"),
            ]
        ),
        // Layer 6
        .executableTarget(
            name: "understudy",
            dependencies: [
                "Vocabulary", "WebAddresses", "CDP", "Auditing", "SkillKit", "Oversight", "Egress", "Browsing",
                "Teaching", "Replaying", "ScreenText", "Observing", "ModelRouting", "AgentLoop", "Console", "DemoSite",
                lifecycle, logging, arguments,
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "SwiftCSV", package: "SwiftCSV"),
            ],
            resources: [
                .embedInCode("Bench/Scripts/locators-bench.js"), .embedInCode("Bench/Scripts/observer-bench.js"),
                .embedInCode("Bench/Scripts/observer-pages.js"),
            ],
            swiftSettings: strict
        ),
        // Tools
        layer("ProtocolGeneration", []),
        .executableTarget(
            name: "protocol-generator",
            dependencies: ["ProtocolGeneration"],
            path: "Sources/ProtocolGenerator",
            swiftSettings: strict
        ),
        // Tests
        .target(
            name: "TestSupport",
            dependencies: ["Vocabulary", hummingbird, logging, nio, nioPosix],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .target(
            name: "ConsoleTesting",
            dependencies: ["Vocabulary", "ScreenText", "Console", "SkillKit", logging, lifecycle],
            path: "Tests/ConsoleTesting",
            swiftSettings: strict
        ),
        suite("VocabularyTests", ["Vocabulary"]),
        suite("WebAddressesTests", ["WebAddresses"]),
        suite("CDPTests", ["CDP", "ProtocolGeneration", "Vocabulary"]),
        suite(
            "AuditingTests",
            ["Auditing", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")]
        ),
        suite("ScreenTextTests", ["ScreenText", "Vocabulary", "CLeptonica", "TestSupport", "understudy"]),
        suite(
            "ObservingTests",
            [
                "Observing", "ScreenText", "Oversight", "WebAddresses", "Vocabulary", "CLeptonica", "TestSupport",
                "understudy",
            ]
        ),
        suite("OversightTests", ["Oversight", "WebAddresses", "TestSupport"]),
        suite("SkillKitTests", ["SkillKit", "WebAddresses", "TestSupport"]),
        suite("EgressTests", ["Egress", "WebAddresses", "ConsoleTesting"]),
        suite(
            "ModelRoutingTests",
            ["ModelRouting", "Egress", "WebAddresses", "Vocabulary", "TestSupport"]
        ),
        suite(
            "AgentLoopTests",
            [
                "AgentLoop", "ScreenText", "ModelRouting", "Replaying", "SkillKit", "Egress", "WebAddresses",
                "Vocabulary", "TestSupport",
            ]
        ),
        suite("DemoSiteTests", ["DemoSite", "TestSupport"]),
        suite("BrowsingTests", ["Browsing", "CDP", "TestSupport", "understudy"]),
        suite(
            "ReplayingTests",
            [
                "CDP", "Browsing", "Teaching", "Replaying", "Observing", "ScreenText", "SkillKit", "Oversight",
                "WebAddresses", "ModelRouting", "AgentLoop", "TestSupport", "understudy",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            exclude: ["Clients", "Fixtures"]
        ),
        suite(
            "UnderstudyTests",
            [
                "understudy", "Vocabulary", "WebAddresses", "CDP", "Auditing", "SkillKit", "Oversight", "Egress",
                "Pictures", "ScreenText", "Observing", "Browsing", "Teaching", "Replaying", "ModelRouting", "AgentLoop",
                "Console",
                "DemoSite",
                "ConsoleTesting", "TestSupport",
                logging,
                lifecycle, arguments,
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            exclude: ["Clients", "Golden"]
        ),
        suite("ConsoleTests", ["Console", "SkillKit", "ConsoleTesting", logging, lifecycle], exclude: ["Golden"]),
    ],
    swiftLanguageModes: [.v6]
)
