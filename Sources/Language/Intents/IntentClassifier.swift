// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Which intent a sentence is likest to, by all of its words at once: multinomial logistic regression, trained with AdaGrad (Duchi, Hazan and
/// Singer, 2011) in a fixed order, so that the same examples always give the same answers.
struct IntentClassifier: Sendable {
    /// A sentence of the training: the indices of its features, and which class it is of.
    struct Sample {
        var features: [String]
        var label: Int
        /// How much it counts.
        var weight = 1.0
    }

    private let indices: [String: Int]
    private let classes: Int
    /// By feature, then by class.
    private let weights: [Float]

    private static let epochs = 24
    private static let rate: Float = 0.35
    private static let decay: Float = 0.0002

    init(_ samples: [Sample], classes: Int) {
        var indices: [String: Int] = [:]
        for feature in samples.lazy.flatMap(\.features) where indices[feature] == nil { indices[feature] = indices.count }
        self.indices = indices
        self.classes = classes
        let encoded = samples.map { sample in sample.features.map { indices[$0] ?? 0 } }
        var weights = [Float](repeating: 0, count: indices.count * classes)
        var squares = [Float](repeating: 1e-4, count: indices.count * classes)
        var scores = [Float](repeating: 0, count: classes)
        var order = Array(samples.indices)
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        // The mean of the last half: where it ends alone would depend on which example came last.
        var sums = [Float](repeating: 0, count: weights.count)
        for epoch in 0..<Self.epochs {
            for index in stride(from: order.count - 1, to: 0, by: -1) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                order.swapAt(index, Int(state >> 33) % (index + 1))
            }
            weights.withUnsafeMutableBufferPointer { weights in
                squares.withUnsafeMutableBufferPointer { squares in
                    scores.withUnsafeMutableBufferPointer { scores in
                        for index in order {
                            Self.step(encoded[index], samples[index].label, Float(samples[index].weight), weights, squares, scores)
                        }
                    }
                }
            }
            guard epoch >= Self.epochs / 2 else { continue }
            for index in weights.indices { sums[index] += weights[index] }
        }
        self.weights = sums.map { $0 * 2 / Float(Self.epochs) }
    }

    private static func step(
        _ features: [Int], _ label: Int, _ importance: Float, _ weights: UnsafeMutableBufferPointer<Float>,
        _ squares: UnsafeMutableBufferPointer<Float>, _ scores: UnsafeMutableBufferPointer<Float>
    ) {
        let classes = scores.count
        let value = 1 / Float(max(features.count, 1)).squareRoot()
        for k in 0..<classes { scores[k] = 0 }
        for feature in features {
            let base = feature * classes
            for k in 0..<classes { scores[k] += weights[base + k] * value }
        }
        softmax(scores)
        scores[label] -= 1
        for feature in features {
            let base = feature * classes
            for k in 0..<classes {
                let gradient = importance * scores[k] * value + decay * weights[base + k]
                squares[base + k] += gradient * gradient
                weights[base + k] -= rate * gradient / squares[base + k].squareRoot()
            }
        }
    }

    private static func softmax(_ scores: UnsafeMutableBufferPointer<Float>) {
        let most = scores.max() ?? 0
        var sum: Float = 0
        for k in scores.indices {
            scores[k] = exp(scores[k] - most)
            sum += scores[k]
        }
        for k in scores.indices { scores[k] /= sum }
    }

    /// How likely each class is; features that no example has say nothing.
    func probabilities(_ features: [String]) -> [Double] {
        let known = features.compactMap { indices[$0] }
        var scores = [Float](repeating: 0, count: classes)
        let value = 1 / Float(max(known.count, 1)).squareRoot()
        for feature in known {
            for k in 0..<classes { scores[k] += weights[feature * classes + k] * value }
        }
        scores.withUnsafeMutableBufferPointer { Self.softmax($0) }
        return scores.map(Double.init)
    }
}
