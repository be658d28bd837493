// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// A module of the house, and what it may import. `Tests/ArchitectureTests` holds the sources against this table.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, exclude: exclude, swiftSettings: settings)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "wirespool",
    products: [
        .executable(name: "wirespool", targets: ["wirespool"]),
        .library(name: "NewsModel", targets: ["NewsModel"]),
        .library(name: "Spooling", targets: ["Spooling"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CUchardet", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        module("NewsModel", [crypto]),
        module("Dispatching"),
        module("Markup", ["NewsModel", "CXML2", "CUchardet", "CZlib"]),
        module("FeedParsing", ["NewsModel", "Markup", "CXML2"]),
        module("PageReading", ["NewsModel", "Markup"]),
        module("Fetching", ["NewsModel", "Dispatching", "CCurl"]),
        module("Monitoring", ["NewsModel", deque, heap]),
        module("Bookkeeping", ["NewsModel", grdb, sqlite]),
        module("Spooling", ["NewsModel"]),
        module("Committing", ["NewsModel", "Bookkeeping", "Spooling"]),
        module("SourceListing", ["NewsModel", "Markup"]),
        module("ConfigurationReading", ["NewsModel", "Markup", "SourceListing", yams]),
        module("Telemetry", ["NewsModel", logging, metrics]),
        module("Administration", ["NewsModel"]),
        module("LoopbackPublisher", ["NewsModel"]),
        .executableTarget(
            name: "wirespool",
            dependencies: [
                "NewsModel", "Dispatching", "Markup", "FeedParsing", "PageReading", "Fetching", "Monitoring",
                "Bookkeeping", "Spooling", "Committing", "SourceListing", "ConfigurationReading", "Telemetry", "Administration",
                "LoopbackPublisher", argumentParser, deque, logging, metrics,
            ],
            swiftSettings: settings),

        // The benchmarks' own programs are not installed.
        .executableTarget(
            name: "bench-feeds", dependencies: ["NewsModel", "FeedParsing"], path: "Benchmarks/feeds/bench-feeds", swiftSettings: settings),
        .executableTarget(
            name: "bench-pace", dependencies: ["NewsModel", "Monitoring"], path: "Benchmarks/pace/bench-pace", swiftSettings: settings),
        .executableTarget(
            name: "bench-similar", dependencies: ["NewsModel", "Bookkeeping", "Spooling", "Committing", grdb],
            path: "Benchmarks/similar/bench-similar", swiftSettings: settings),

        .executableTarget(
            name: "block-features", dependencies: ["PageReading"], path: "Benchmarks/blocks/block-features", swiftSettings: settings),

        tests("NewsModel"),
        tests("Dispatching"),
        tests("Markup", ["NewsModel"]),
        tests("FeedParsing", ["NewsModel", "Markup"]),
        tests("PageReading", ["NewsModel", "Markup"], exclude: ["Samples"]),
        tests("Fetching", ["NewsModel", "LoopbackPublisher"]),
        tests("Monitoring", ["NewsModel"]),
        tests("Bookkeeping", ["NewsModel", grdb]),
        tests("Spooling", ["NewsModel"]),
        tests("Committing", ["NewsModel", "Bookkeeping", "Spooling", grdb]),
        tests("SourceListing"),
        tests("ConfigurationReading", ["NewsModel", "PageReading", "SourceListing"]),
        tests("Telemetry", ["NewsModel", logging, metrics]),
        tests("Administration", ["NewsModel"]),
        tests("LoopbackPublisher", ["NewsModel"]),
        .testTarget(name: "ArchitectureTests", swiftSettings: settings),
        .testTarget(
            name: "EndToEndTests", dependencies: ["wirespool", "Fetching", "LoopbackPublisher", "NewsModel", grdb], exclude: ["Golden"],
            swiftSettings: settings),
    ]
)

// Programs of libFuzzer are built with other flags than everything else: only where they are asked for (`make fuzz`).
if Context.environment["WIRESPOOL_FUZZING"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzzing", dependencies: ["NewsModel", "Markup", "FeedParsing", "PageReading", "SourceListing"], path: "Tests/Fuzzing",
            exclude: ["Seeds", "run", "words.dict"], swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]))
}
