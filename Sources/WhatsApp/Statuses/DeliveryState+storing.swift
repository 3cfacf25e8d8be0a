// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension DeliveryState {
    /// The form in which it is stored: `{"stage", "sent"…"played" (milliseconds), "failed": {"at", "error"}, "failed_ids"}`.
    package var json: JSON {
        var object: JSONObject = ["stage": .string(stage.name)]
        for stage in Stage.allCases {
            object[stage.name] = time(of: stage).map { .integer($0.milliseconds) }
        }
        if let failure {
            var failed: JSONObject = ["error": failure.error.json]
            failed["at"] = failure.at.map { .integer($0.milliseconds) }
            object["failed"] = .object(failed)
        }
        if !failedIDs.isEmpty { object["failed_ids"] = .array(failedIDs.sorted().map(JSON.string)) }
        return .object(object)
    }

    /// Reads the stored form. A member that is missing or strange counts as not reported.
    package init(stored json: JSON) {
        self.init()
        let name = json["stage"]?.text
        stage = Stage.allCases.first { $0.name == name } ?? .none
        for stage in Stage.allCases {
            times[stage] = json[stage.name]?.int.map(Timestamp.init(milliseconds:))
        }
        failedIDs = Set(json["failed_ids"]?.elements?.compactMap(\.text) ?? [])
        if let failed = json["failed"], let error = failed["error"].flatMap({ PlatformError($0) }) {
            failure = Failure(error: error, at: failed["at"]?.int.map(Timestamp.init(milliseconds:)))
        }
    }
}
