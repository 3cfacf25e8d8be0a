// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// One quantity that is measured, with a sample for each thing that it is measured of.
package struct Metric: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// Rises since the host started.
        case counter
        /// As it is now.
        case gauge
    }

    package struct Sample: Hashable, Sendable {
        /// What it is of: names and values, in order.
        package var labels: [Label]
        package var value: Int64
    }

    package struct Label: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    package var name: String
    package var kind: Kind
    /// A sentence for people.
    package var help: String
    package var samples: [Sample]

    init(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        (self.name, self.kind, self.help, self.samples) = (name, kind, help, samples)
    }

    /// One value, of the host as a whole.
    init(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
        self.init(name, kind, help, [Sample(labels: [], value: Int64(value))])
    }

    /// The metrics in the text format of Prometheus, version 0.0.4 (Prometheus, "Exposition formats").
    package static func text(_ metrics: [Metric]) -> String {
        var text = ""
        for metric in metrics {
            text += "# HELP \(metric.name) \(escaped(metric.help, quotes: false))\n# TYPE \(metric.name) \(metric.kind.rawValue)\n"
            for sample in metric.samples {
                let labels = sample.labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }.joined(separator: ",")
                text += "\(metric.name)\(labels.isEmpty ? "" : "{\(labels)}") \(sample.value)\n"
            }
        }
        return text
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        let safe = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return quotes ? safe.replacing("\"", with: "\\\"") : safe
    }
}
