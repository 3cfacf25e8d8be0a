// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Reads a day, and a time where one is said, as people write them: "tomorrow", "friday", "25/12", "2026-12-25 17:30", "5pm".
///
/// Days come before months ("3/4" is 3 April). A day of the week is the next one; a date without its year that has
/// passed is next year's; a time alone that has passed is tomorrow's.
package struct DateReader: Sendable {
    private let civil: CivilTime

    package init(civil: CivilTime) { self.civil = civil }

    /// The moment, or nil where the text is none or the calendar has no such day.
    package func read(_ text: String, now: Timestamp) -> CivilTime.Moment? {
        let (today, weekday) = civil.moment(at: now)
        var day: CivilTime.Moment?
        var time: (hour: Int, minute: Int)?
        var words = NormalizedText.of(Self.westernDigits(text)).replacingCommas().split(separator: " ").map(String.init)
        words.removeAll { ["on", "at", "the", "by", "of", "next", "this", "الساعة", "يوم", "في"].contains($0) }
        var index = 0
        while index < words.count {
            let word = words[index]
            let following = index + 1 < words.count ? words[index + 1] : nil
            index += 1
            if let offset = Self.relativeDays[word] {
                guard day == nil else { return nil }
                day = advanced(today, by: offset)
            } else if let target = Self.weekdays[word] {
                guard day == nil else { return nil }
                let ahead = (target - weekday + 7) % 7
                day = advanced(today, by: ahead == 0 ? 7 : ahead)
            } else if let month = Self.months[word], day == nil {
                // "december 25"
                guard let following, let number = Self.ordinal(following) else { return nil }
                index += 1
                day = upcoming(month: month, day: number, today: today)
            } else if let number = Self.ordinal(word), let following, let month = Self.months[following], day == nil {
                index += 1
                day = upcoming(month: month, day: number, today: today)
            } else if day != nil, word.count == 4, let year = Int(word), year >= 1900 {
                day?.year = year
            } else if let moment = numericDay(word, today: today), day == nil {
                day = moment
            } else if let reading = Self.time(word, suffix: following) {
                guard time == nil else { return nil }
                time = (reading.hour, reading.minute)
                if reading.usedSuffix { index += 1 }
            } else {
                return nil
            }
        }
        guard day != nil || time != nil else { return nil }
        var moment = day ?? today
        moment.hour = time?.hour
        moment.minute = time?.minute
        guard civil.exists(moment) else { return nil }
        if day == nil, let reading = civil.timestamp(of: moment), reading <= now {
            moment = advanced(moment, by: 1)
            moment.hour = time?.hour
            moment.minute = time?.minute
        }
        return moment
    }

    private func advanced(_ moment: CivilTime.Moment, by days: Int) -> CivilTime.Moment {
        let noon = CivilTime.Moment(year: moment.year, month: moment.month, day: moment.day + days, hour: 12)
        guard let time = civil.timestamp(of: noon) else { return moment }
        var (result, _) = civil.moment(at: time)
        result.hour = nil
        result.minute = nil
        return result
    }

    private func upcoming(month: Int, day: Int, today: CivilTime.Moment) -> CivilTime.Moment {
        let passed = (month, day) < (today.month, today.day)
        return CivilTime.Moment(year: today.year + (passed ? 1 : 0), month: month, day: day)
    }

    /// "2026-12-25", "25/12", "25/12/2026", "25.12.26", and the ISO form with its time.
    private func numericDay(_ word: String, today: CivilTime.Moment) -> CivilTime.Moment? {
        let parts = word.split(whereSeparator: { "-/.".contains($0) }).map(String.init)
        guard word.contains(where: { "-/.".contains($0) }), let numbers = Self.numbers(parts) else { return nil }
        if numbers.count == 3, parts[0].count == 4 {
            return CivilTime.Moment(year: numbers[0], month: numbers[1], day: numbers[2])
        }
        if numbers.count == 3 {
            return CivilTime.Moment(year: numbers[2] < 100 ? 2000 + numbers[2] : numbers[2], month: numbers[1], day: numbers[0])
        }
        if numbers.count == 2, (1...12).contains(numbers[1]) { return upcoming(month: numbers[1], day: numbers[0], today: today) }
        return nil
    }

    private static func numbers(_ parts: [String]) -> [Int]? {
        let numbers = parts.compactMap { Int($0) }
        return numbers.count == parts.count && numbers.allSatisfy { $0 >= 0 } ? numbers : nil
    }

    private static func ordinal(_ word: String) -> Int? {
        for ending in ["st", "nd", "rd", "th"] where word.hasSuffix(ending) { return Int(word.dropLast(2)) }
        return Int(word).flatMap { (1...31).contains($0) ? $0 : nil }
    }

    private static func time(_ word: String, suffix: String?) -> (hour: Int, minute: Int, usedSuffix: Bool)? {
        var text = word
        var half = ["am", "pm"].first { text.hasSuffix($0) }
        if half != nil { text.removeLast(2) }
        var usedSuffix = false
        if half == nil, let suffix, ["am", "pm", "ص", "م", "صباحا", "مساء"].contains(suffix) {
            half = ["pm", "م", "مساء"].contains(suffix) ? "pm" : "am"
            usedSuffix = true
        }
        if text == "noon" { return (12, 0, false) }
        if text == "midnight" { return (0, 0, false) }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard let numbers = numbers(parts), (1...2).contains(numbers.count), numbers.count == 2 || half != nil else { return nil }
        var hour = numbers[0]
        let minute = numbers.count == 2 ? numbers[1] : 0
        if let half {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (half == "pm" ? 12 : 0)
        }
        guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
        return (hour, minute, usedSuffix)
    }

    /// Arabic-Indic and Persian digits as 0 to 9, and the "T" of ISO 8601 as a space.
    private static func westernDigits(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0660...0x0669: result.unicodeScalars.append(Unicode.Scalar(UInt8(0x30 + scalar.value - 0x0660)))
            case 0x06F0...0x06F9: result.unicodeScalars.append(Unicode.Scalar(UInt8(0x30 + scalar.value - 0x06F0)))
            default: result.unicodeScalars.append(scalar)
            }
        }
        let characters = Array(result)
        if characters.count >= 16, characters[10] == "T", characters[4] == "-" {
            return String(characters[0..<10]) + " " + String(characters[11..<16])
        }
        return result
    }

    private static let relativeDays = [
        "today": 0, "tomorrow": 1, "tmrw": 1, "yesterday": -1, "اليوم": 0, "غدا": 1, "بكرة": 1, "بكره": 1, "امس": -1,
    ]

    private static let weekdays: [String: Int] = {
        var result: [String: Int] = [:]
        for (index, name) in ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"].enumerated() {
            result[name] = index
            result[String(name.prefix(3))] = index
        }
        for (index, name) in ["الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعة", "السبت"].enumerated() { result[name] = index }
        return result
    }()

    private static let months: [String: Int] = {
        var result: [String: Int] = [:]
        let names = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        ]
        for (index, name) in names.enumerated() {
            result[name] = index + 1
            result[String(name.prefix(3))] = index + 1
        }
        return result
    }()
}

extension String {
    fileprivate func replacingCommas() -> String { String(map { $0 == "," || $0 == "،" ? " " : $0 }) }
}
