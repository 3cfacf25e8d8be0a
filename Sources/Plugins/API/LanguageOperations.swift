// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Flow
package import Language

/// `bot.language`: what people mean by their words.
package enum LanguageOperations {
    package static func all(civil: CivilTime) -> [Operation] {
        let reader = DateReader(civil: civil)
        return [
            Operation("language.date", .read, "Reads a date as people write it.") { arguments, context, _ in
                guard let text = arguments["text"]?.text, let moment = reader.read(text, now: context.now) else { return .null }
                return Self.json(moment)
            }
        ]
    }

    /// The shape in which scripts get a date: `year`, `month`, `day`, `hour` and `minute` where they were said, and `iso`.
    package static func json(_ moment: CivilTime.Moment) -> JSON {
        var object: JSONObject = [
            "year": .integer(Int64(moment.year)), "month": .integer(Int64(moment.month)), "day": .integer(Int64(moment.day)),
        ]
        var iso = "\(moment.year)-\(twoDigits(moment.month))-\(twoDigits(moment.day))"
        if let hour = moment.hour {
            object["hour"] = .integer(Int64(hour))
            object["minute"] = .integer(Int64(moment.minute ?? 0))
            iso += "T\(twoDigits(hour)):\(twoDigits(moment.minute ?? 0))"
        }
        object["iso"] = .string(iso)
        return .object(object)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
