// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Scripting
internal import Synchronization

/// Collects what workers tell of lines, from all of them and over their restarts.
final class CoverageLog: Sendable {
    struct Key: Hashable {
        var version: String
        var source: String
    }

    struct Lines {
        var canRun: Set<Int> = []
        var ran: Set<Int> = []
    }

    private let lines = Mutex<[Key: Lines]>([:])

    func add(_ coverage: ScriptCoverage) {
        lines.withLock { lines in
            let key = Key(version: coverage.version, source: coverage.source)
            lines[key, default: Lines()].canRun.formUnion(coverage.canRun)
            lines[key, default: Lines()].ran.formUnion(coverage.ran)
        }
    }

    /// What is known of a file of a version.
    func lines(of source: String, in version: String) -> Lines {
        lines.withLock { $0[Key(version: version, source: source)] ?? Lines() }
    }
}
