// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension ModelTurn {
    /// The bytes of its texts: what bounds a context.
    package var size: Int {
        switch self {
        case .person(let text): text.utf8.count
        case .model(let text, let calls):
            text.utf8.count + calls.reduce(0) { $0 + $1.name.utf8.count + ($1.arguments?.encoded().count ?? 0) }
        case .results(let results): results.reduce(0) { $0 + $1.text.utf8.count }
        }
    }

    var isPerson: Bool {
        if case .person = self { true } else { false }
    }
}
