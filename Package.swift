// swift-tools-version: 6.1
// Moonpost: a WhatsApp bot host.

import PackageDescription

/// Every Swift target compiles in Swift 6 mode with the same strictness.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")

func library(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource]? = nil
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "moonpost",
    products: [
        .executable(name: "moonpost", targets: ["moonpost"]),
        .executable(name: "script-worker", targets: ["script-worker"]),
        .library(name: "ChatTesting", targets: ["ChatTesting"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // System libraries.
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
        .systemLibrary(name: "CGlibc"),

        // The one C program: runs Lua behind a wall.
        .executableTarget(name: "script-worker", dependencies: ["CLua"]),

        // From the bottom up; siblings do not import each other.
        library("Core", [crypto]),
        library("WhatsApp", ["Core", crypto, cryptoExtras]),
        library("Language", ["Core"]),
        library("Business", ["Core"]),
        library("Scripting", ["Core", "CGlibc", logging]),
        library("Fetch", ["Core", "CCurl", crypto]),
        library(
            "Store",
            [
                "Core", "Business", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"), logging,
            ]),
        library("Flow", ["Core"]),
        library("Plugins", ["Core", "Business", "Flow", "Language", "Scripting", "Store", "TOMLKit", crypto, logging], resources: [.embedInCode("Prelude")]),
        library(
            "Host",
            ["Core", "CGlibc", "WhatsApp", "Language", "Scripting", "Fetch", "Store", "Flow", "Plugins", lifecycle, logging]),
        library("Simulator", ["Core", "WhatsApp", crypto, logging], resources: [.embedInCode("Page")]),
        library("ChatTesting", ["Core", "WhatsApp", "Fetch", "Host", "Plugins", "Scripting", "Store", "Simulator", logging]),
        library("Server", ["Core", "WhatsApp", "Host", "Plugins", "Simulator", "Fetch", hummingbird, .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTPTypes", package: "swift-nio-extras"), lifecycle, logging]),
        library(
            "Commands",
            [
                "Core", "WhatsApp", "Language", "Scripting", "Store", "Plugins", "Host", "Simulator", "ChatTesting", "Server", "Fetch",
                "TOMLKit", lifecycle, logging,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(
            name: "moonpost",
            dependencies: [
                "Commands", "script-worker", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "moonpost-bench",
            dependencies: [
                "ChatTesting", "Core", "WhatsApp", "Scripting", "Plugins", "Store", "script-worker", hummingbird, logging,
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/moonpost-bench", swiftSettings: strict),

        tests("ArchitectureTests", ["Core"]),
        tests("ChatTestingTests", ["Core", "ChatTesting", "Plugins", "Scripting", "WhatsApp", "script-worker", logging]),
        tests("CommandsTests", ["Commands", "Core", "Scripting", "WhatsApp", "moonpost", "script-worker"]),
        tests("CoreTests", ["Core"]),
        tests(
            "CrashTests",
            [
                "CGlibc", "Core", "Fetch", "Store", "WhatsApp", crypto, hummingbird, logging, .product(name: "NIOCore", package: "swift-nio"),
            ]),
        tests("WhatsAppTests", ["Core", "WhatsApp"], exclude: ["Fixtures"]),
        .target(name: "LoopbackHTTP", path: "Tests/LoopbackHTTP", swiftSettings: strict),
        tests("FetchTests", ["Core", "Fetch", "LoopbackHTTP", crypto]),
        tests("FlowTests", ["Core", "Flow"]),
        tests(
            "HostTests",
            [
                "ChatTesting", "Core", "Fetch", "Flow", "Host", "LoopbackHTTP", "Plugins", "Scripting", "Store", "WhatsApp", "script-worker", logging,
            ]),
        tests(
            "HostileTests",
            ["ChatTesting", "Core", "Plugins", "Scripting", "Store", "script-worker", logging], exclude: ["Scripts"]),
        tests("LanguageTests", ["Core", "Language"], exclude: ["Dates/phrases.tsv"]),
        tests("BusinessTests", ["Core", "Business"]),
        tests("PluginsTests", ["Core", "Flow", "Language", "Plugins", "Scripting", "Store", "script-worker", logging]),
        tests("StoreTests", ["Core", "Store"]),
        tests("ScriptingTests", ["Core", "Scripting", "script-worker", logging]),
        tests("SimulatorTests", ["Core", "WhatsApp", "Simulator", logging]),
    ]
)
