// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Durations in order.
struct Percentiles: CustomStringConvertible {
    private let sorted: [Duration]

    init(_ durations: [Duration]) { sorted = durations.sorted() }

    /// The duration that so many percent do not exceed; zero where there are none.
    func callAsFunction(_ percent: Double) -> Duration {
        guard !sorted.isEmpty else { return .zero }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * percent / 100))]
    }

    var description: String {
        "\(sorted.count), p50 \(Self.words(self(50))), p99 \(Self.words(self(99))), longest \(Self.words(self(100)))"
    }

    static func words(_ duration: Duration) -> String {
        "\((Double(duration.components.attoseconds) / 1e14 + Double(duration.components.seconds) * 1e4).rounded() / 10) ms"
    }
}
