// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension ChatReport {
    /// The report for programs, as one JSON document.
    ///
    /// `passed` says whether all went well, `problems` which files could not be used, and `scenes` what came of each
    /// scene; one that failed has a `failure` with `expected`, `got` and the `transcript` with the difference in place.
    /// `coverage` is there where it was asked for.
    public var jsonText: String { String(decoding: json.encoded(), as: UTF8.self) }

    package var json: JSON {
        var json: JSONObject = [
            "passed": .bool(isSuccess),
            "files": .integer(Int64(Set(scenes.map(\.file)).count)),
            "failed": .integer(Int64(scenes.count { $0.failure != nil })),
            "seconds": .number(duration.inSeconds),
            "problems": .array(problems.map { .string($0) }),
            "scenes": .array(scenes.map(\.json)),
        ]
        if let coverage { json["coverage"] = coverage.json }
        return .object(json)
    }
}

extension ChatReport.Scene {
    fileprivate var json: JSON {
        [
            "file": .string(file),
            "line": .integer(Int64(line)),
            "title": .optional(title),
            "passed": .bool(failure == nil),
            "recorded": .bool(isRecorded),
            "seconds": .number(duration.inSeconds),
            "notes": .array(notes.map { .string($0) }),
            "failure": failure?.json ?? .null,
        ]
    }
}

extension ChatReport.Failure {
    fileprivate var json: JSON {
        [
            "file": .string(file),
            "line": .integer(Int64(line)),
            "summary": .string(summary),
            "expected": .optional(expected),
            "got": .optional(got),
            "transcript": .string(transcript),
            "incidents": .array(incidents.map { .string($0) }),
            "refusal": .optional(refusal),
        ]
    }
}

extension JSON {
    fileprivate static func optional(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
}

extension Duration {
    /// With milliseconds; what is shorter says nothing about a scene.
    var inSeconds: Double { (Double(components.seconds) * 1_000 + (Double(components.attoseconds) / 1e15).rounded()) / 1_000 }
}
