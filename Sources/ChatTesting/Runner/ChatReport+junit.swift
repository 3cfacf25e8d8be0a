// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension ChatReport {
    /// The report as JUnit XML, which continuous integration reads: a suite for each file, a case for each scene.
    ///
    /// What could not be played at all is an `error` of a suite of its own, so that no run without scenes looks sound.
    public var junit: String {
        var files: [String] = []
        for scene in scenes where !files.contains(scene.file) { files.append(scene.file) }
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        let failed = scenes.count { $0.failure != nil }
        lines.append(
            "<testsuites\(Self.counts(tests: scenes.count + problems.count, failures: failed, errors: problems.count, duration))>")
        for file in files { lines += Self.suite(file, scenes.filter { $0.file == file }) }
        if !problems.isEmpty { lines += problemSuite }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    private var problemSuite: [String] {
        let count = problems.count
        var lines = ["  <testsuite name=\"problems\"\(Self.counts(tests: count, failures: 0, errors: count, .zero))>"]
        for problem in problems {
            lines.append("    <testcase\(Self.attribute("name", problem)) classname=\"problems\" time=\"0.0\">")
            lines.append("      <error\(Self.attribute("message", problem))/>")
            lines.append("    </testcase>")
        }
        lines.append("  </testsuite>")
        return lines
    }

    private static func suite(_ file: String, _ scenes: [Scene]) -> [String] {
        let time = scenes.reduce(Duration.zero) { $0 + $1.duration }
        let failed = scenes.count { $0.failure != nil }
        var lines = [
            "  <testsuite\(attribute("name", file))\(counts(tests: scenes.count, failures: failed, errors: 0, time))>"
        ]
        for scene in scenes { lines += testCase(scene) }
        lines.append("  </testsuite>")
        return lines
    }

    private static func testCase(_ scene: Scene) -> [String] {
        let names = attribute("name", scene.title ?? "line \(scene.line)") + attribute("classname", scene.file)
        let open = "    <testcase\(names)\(attribute("file", scene.file)) line=\"\(scene.line)\" time=\"\(scene.duration.inSeconds)\""
        guard scene.failure != nil || !scene.notes.isEmpty else { return [open + "/>"] }
        var lines = [open + ">"]
        if let failure = scene.failure {
            let message = "\(failure.file):\(failure.line): \(failure.summary)"
            let body = ([failure.transcript] + failure.incidents.map { "The host reports: " + $0 }).joined(separator: "\n")
            lines.append("      <failure\(attribute("message", message)) type=\"difference\">\(escaped(body))</failure>")
        }
        if !scene.notes.isEmpty {
            lines.append("      <system-out>\(escaped(scene.notes.joined(separator: "\n")))</system-out>")
        }
        lines.append("    </testcase>")
        return lines
    }

    private static func counts(tests: Int, failures: Int, errors: Int, _ time: Duration) -> String {
        " tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" time=\"\(time.inSeconds)\""
    }

    private static func attribute(_ name: String, _ value: String) -> String { " \(name)=\"\(escaped(value, inAttribute: true))\"" }

    /// Text that an XML reader gives back as it was; what XML 1.0 cannot carry is shown as U+FFFD.
    static func escaped(_ text: String, inAttribute: Bool = false) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            // A reader would turn these into spaces or line feeds.
            case "\r": result += "&#13;"
            case "\n" where inAttribute, "\t" where inAttribute: result += "&#\(scalar.value);"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            default:
                let isCarried = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
                result.unicodeScalars.append(isCarried ? scalar : "\u{FFFD}")
            }
        }
        return result
    }
}
