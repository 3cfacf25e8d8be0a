// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// How far a message got, merged from statuses that may come in any order, twice, or not at all.
///
/// Merging takes the furthest stage and the earliest time of each, so the order of statuses does
/// not matter and a duplicate changes nothing. A failure stands beside the stage: with several
/// devices `delivered` can follow `failed`.
package struct DeliveryState: Hashable, Sendable {
    /// A later stage includes the ones before it: Meta leaves `delivered` out when a message is read at once.
    package enum Stage: Int, Hashable, Sendable, Comparable, CaseIterable {
        case none, sent, delivered, read, played

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

        package var name: String {
            switch self {
            case .none: "none"
            case .sent: "sent"
            case .delivered: "delivered"
            case .read: "read"
            case .played: "played"
            }
        }
    }

    /// A failure that Meta reported.
    package struct Failure: Hashable, Sendable {
        package var error: PlatformError
        package var at: Timestamp?
    }

    package internal(set) var stage: Stage
    package internal(set) var failure: Failure?
    /// The platform's ids of the tries that failed: each try has an id of its own.
    package internal(set) var failedIDs: Set<String> = []
    var times: [Stage: Timestamp]

    package init() {
        stage = .none
        failure = nil
        times = [:]
    }

    package init(_ update: StatusUpdate) {
        self.init()
        merge(update)
    }

    /// When this stage was first reported; nil where it never was, or without a time.
    package func time(of stage: Stage) -> Timestamp? { times[stage] }

    package var isDelivered: Bool { stage >= .delivered }
    package var isRead: Bool { stage >= .read }
    /// Whether it failed and reached nobody.
    package var isFailed: Bool { failure != nil && !isDelivered }

    /// Takes one status. An unknown one changes nothing.
    /// - Returns: whether anything changed.
    @discardableResult
    package mutating func merge(_ update: StatusUpdate) -> Bool {
        var other = DeliveryState()
        switch update.status {
        case .sent: other.stage = .sent
        case .delivered: other.stage = .delivered
        case .read: other.stage = .read
        case .played: other.stage = .played
        case .failed:
            let error =
                update.errors.first ?? PlatformError(code: PlatformError.unreadable, title: "failed without an error")
            other.failure = Failure(error: error, at: update.timestamp)
            other.failedIDs = [update.wamid]
        case .unknown: break
        }
        if other.stage > .none, let time = update.timestamp { other.times[other.stage] = time }
        return merge(other)
    }

    /// Joins two states: commutative, associative, idempotent.
    /// - Returns: whether anything changed.
    @discardableResult
    package mutating func merge(_ other: DeliveryState) -> Bool {
        let before = self
        stage = max(stage, other.stage)
        times.merge(other.times) { min($0, $1) }
        failedIDs.formUnion(other.failedIDs)
        if let theirs = other.failure {
            failure = failure.map { min($0, theirs) } ?? theirs
        }
        return self != before
    }
}

extension DeliveryState.Failure: Comparable {
    /// The earliest first; the rest only makes the order total, so that merging never depends on it.
    package static func < (left: Self, right: Self) -> Bool {
        let times = (left.at?.milliseconds ?? .max, right.at?.milliseconds ?? .max)
        if times.0 != times.1 { return times.0 < times.1 }
        if left.error.code != right.error.code { return left.error.code < right.error.code }
        return left.error.json.description < right.error.json.description
    }
}
