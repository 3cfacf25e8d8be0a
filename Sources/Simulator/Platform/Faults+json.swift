// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension Faults {
    private static let names = [
        "clear", "fail", "fail_statuses", "slow_ms", "down", "drop_answers", "fail_files", "duplicate_webhooks", "reorder_statuses", "status_before_answer",
        "template_review",
    ]

    package var json: JSON {
        var object: JSONObject = [:]
        if let failing {
            var fail: JSONObject = ["count": .integer(Int64(failing.count)), "code": .integer(Int64(failing.code))]
            if let status = failing.status { fail["status"] = .integer(Int64(status)) }
            object["fail"] = .object(fail)
        }
        if let failingStatuses {
            object["fail_statuses"] = ["count": .integer(Int64(failingStatuses.count)), "code": .integer(Int64(failingStatuses.code))]
        }
        object["slow_ms"] = .integer(slow.milliseconds)
        object["down"] = .bool(isDown)
        object["drop_answers"] = .integer(Int64(droppedAnswers))
        object["fail_files"] = .integer(Int64(failingFiles))
        object["duplicate_webhooks"] = .bool(duplicatesWebhooks)
        object["reorder_statuses"] = statusOrder.isEmpty ? false : .array(statusOrder.map { .string($0.rawValue) })
        object["status_before_answer"] = .bool(reportsBeforeAnswer)
        object["template_review"] = .string(templateReview.rawValue)
        return .object(object)
    }

    /// Takes over the members that `json` has; `"clear": true` takes every fault back first.
    /// - Throws: ``PersonProblem`` for an unknown member or a wrong type; nothing is changed then.
    package mutating func apply(_ json: JSON) throws(PersonProblem) {
        guard let object = json.object else { throw PersonProblem(.invalid, "faults must be an object, not \(json.typeName)") }
        var changed = self
        if let clear = object["clear"] { if try Self.flag("clear", clear) { changed = Faults() } }
        for (key, value) in object {
            switch key {
            case "clear": break
            case "fail": changed.failing = value.isNull ? nil : try Self.failing(value)
            case "fail_statuses":
                guard value["status"] == nil else {
                    throw PersonProblem(.invalid, "fail_statuses has a count and a code: a failure that a status tells has no HTTP status")
                }
                changed.failingStatuses = value.isNull ? nil : try Self.failing(value)
            case "slow_ms": changed.slow = .milliseconds(try Self.count(key, value))
            case "down": changed.isDown = try Self.flag(key, value)
            case "drop_answers": changed.droppedAnswers = try Self.count(key, value)
            case "fail_files": changed.failingFiles = try Self.count(key, value)
            case "duplicate_webhooks": changed.duplicatesWebhooks = try Self.flag(key, value)
            case "reorder_statuses": changed.statusOrder = try Self.order(value)
            case "status_before_answer": changed.reportsBeforeAnswer = try Self.flag(key, value)
            case "template_review":
                guard let review = value.text.flatMap(TemplateReview.init) else {
                    throw PersonProblem(.invalid, "template_review must be \(TemplateReview.allCases.map(\.rawValue).joined(separator: ", "))")
                }
                changed.templateReview = review
            default:
                let nearest = NearestName.of(key, among: Self.names).map { "; did you mean \"\($0)\"?" } ?? ""
                throw PersonProblem(.invalid, "there is no fault \"\(key)\"\(nearest)")
            }
        }
        self = changed
    }

    private static func failing(_ json: JSON) throws(PersonProblem) -> Failing? {
        let count = try count("fail.count", json["count"] ?? 1)
        guard count > 0 else { return nil }
        return Failing(
            count: count,
            status: try json["status"].map { json throws(PersonProblem) in try Self.count("fail.status", json) },
            code: try Self.count("fail.code", json["code"] ?? 131000))
    }

    /// `true` is `delivered` before `sent`; a list is any other order.
    private static func order(_ json: JSON) throws(PersonProblem) -> [Tick] {
        if let flag = json.bool { return flag ? [.delivered, .sent] : [] }
        let ticks = (json.elements ?? []).compactMap { $0.text.flatMap(Tick.init) }
        guard let count = json.elements?.count, ticks.count == count, Set(ticks).count == count, !ticks.contains(.failed) else {
            throw PersonProblem(.invalid, "reorder_statuses must be true, false, or a list of \"sent\", \"delivered\" and \"read\", each once")
        }
        return ticks
    }

    private static func flag(_ name: String, _ json: JSON) throws(PersonProblem) -> Bool {
        guard let value = json.bool else { throw PersonProblem(.invalid, "\(name) must be true or false, not \(json.typeName)") }
        return value
    }

    private static func count(_ name: String, _ json: JSON) throws(PersonProblem) -> Int {
        guard let value = json.int, value >= 0, value <= 1_000_000_000 else {
            throw PersonProblem(.invalid, "\(name) must be a whole number from 0 up")
        }
        return Int(value)
    }
}
