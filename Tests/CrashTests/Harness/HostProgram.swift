// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// The program under test.
enum HostProgram {
    /// The path of `moonpost`: what MOONPOST_BINARY names, else the one beside the program that runs the tests.
    static let path: String = {
        if let path = ProcessInfo.processInfo.environment["MOONPOST_BINARY"] { return path }
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (own as NSString).deletingLastPathComponent + "/moonpost"
    }()

    static var isThere: Bool { access(path, X_OK) == 0 }

    /// Whether what it costs in time says anything: a debug build is some ten times slower.
    static let isRelease: Bool = {
        let folder = (path as NSString).deletingLastPathComponent
        return (folder as NSString).lastPathComponent == "release"
    }()

    /// A whole number from the environment.
    static func setting(_ name: String, default value: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? value
    }
}
