// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// The ways to say a time of the day, and what recurs.
extension DatePhrase {
    /// "5pm", "17:30", "half past 4", "quarter to nine", "5 o'clock", "الساعة ٥ ونص مساء".
    /// - Parameter isExpected: Whether "at" stands before it, so that a number alone is an hour.
    mutating func readTime(isExpected: Bool) -> Bool {
        var place = 0
        var isExpected = isExpected
        if let word = word(), ["الساعه", "ساعه"].contains(word), offset(at: 0)?.unit != .hour || word == "الساعه" {
            (place, isExpected) = (1, true)
        }
        if let spoken = spoken(at: place) {
            (time, isHourBare) = ((spoken.hour, spoken.minute), true)
            take(place + spoken.count)
            takeHalf()
            return true
        }
        guard let word = word(place) else { return false }
        guard let clock = Self.clock(word) else {
            guard isExpected, let hour = DateWords.numbers[word] ?? DateWords.ordinalHours[word], (1...12).contains(hour) else { return false }
            (time, isHourBare) = ((hour, 0), true)
            take(place + 1)
            takeMinutes()
            takeHalf()
            return true
        }
        var count = place + 1
        var half = clock.half
        if half == nil, let next = self.word(count) {
            if ["am", "a.m", "ص"].contains(next) { (half, count) = ("am", count + 1) }
            if ["pm", "p.m", "م"].contains(next) { (half, count) = ("pm", count + 1) }
        }
        // "o'clock" is two words to whoever splits at apostrophes.
        var isClock = false
        if self.word(count) == "o", self.word(count + 1) == "clock" { (isClock, count) = (true, count + 2) } else if self.word(count) == "oclock" { (isClock, count) = (true, count + 1) }
        let followedByPart = partAhead(at: count)
        guard clock.hasMinutes || half != nil || isExpected || isClock || followedByPart && day != nil || followedByPart && isExpected || followedByPart else { return false }
        if !clock.hasMinutes, half == nil, !isExpected, !isClock, followedByPart, self.word(count).map({ $0.unicodeScalars.first.map { $0.value < 0x600 } ?? true }) ?? true, self.word(count) != "in" { return false }
        var hour = clock.hour
        if let half {
            guard (1...12).contains(hour) else {
                // "13pm" is no time that anybody means.
                if clock.minute < 60, hour <= 24 || hour == 0 { impossible = "there is no \(word) \(half)" } else { impossible = "there is no time \(word)" }
                take(count)
                return true
            }
            hour = hour % 12 + (half == "pm" ? 12 : 0)
        }
        guard hour < 24, clock.minute < 60 else {
            impossible = "there is no time \(word)"
            take(count)
            return true
        }
        time = (hour, clock.minute)
        // "5:30" may be either half; "05:30" and "17:30" are of a clock with 24 hours.
        isHourBare = half == nil && (1...12).contains(hour) && !word.hasPrefix("0") && (!clock.hasMinutes || followedByPart || isSpokenArabic(place))
        take(count)
        if half == nil { takeMinutes() }
        if isHourBare { takeHalf() }
        return true
    }

    private func isSpokenArabic(_ place: Int) -> Bool { place > 0 }

    private func partAhead(at place: Int) -> Bool {
        var place = place
        while ["in", "the", "at", "في"].contains(word(place) ?? "") { place += 1 }
        return word(place).map { DateWords.value($0, in: DateWords.dayParts) != nil } ?? false
    }

    /// "ونص", "وربع", "الا ربع", "و 20 دقيقة" behind an hour.
    private mutating func takeMinutes() {
        guard let current = time, current.minute == 0, let word = word() else { return }
        func fraction(_ word: String) -> Int? {
            if DateWords.half.contains(word) { return 30 }
            if DateWords.quarter.contains(word) { return 15 }
            return DateWords.third.contains(word) ? 20 : nil
        }
        if word.hasPrefix("و"), let minutes = fraction(String(word.dropFirst())) {
            time = (current.hour, minutes)
            take(1)
        } else if word == "و", let next = self.word(1), let minutes = fraction(next) {
            time = (current.hour, minutes)
            take(2)
        } else if word == "الا", let next = self.word(1), let minutes = fraction(next) {
            time = ((current.hour + 23) % 24, 60 - minutes)
            if time?.hour == 0 { time?.hour = 12 }
            take(2)
        } else if let minutes = DateWords.numbers[word], minutes >= 10, minutes < 60, word.unicodeScalars.first.map({ $0.value < 0x600 }) ?? false {
            // "five thirty", "nine fifteen", "four forty five"
            let more = self.word(1).flatMap { DateWords.numbers[$0] }.flatMap { minutes >= 20 && $0 > 0 && $0 < 10 ? $0 : nil }
            time = (current.hour, minutes + (more ?? 0))
            take(more == nil ? 1 : 2)
        }
    }

    /// "am" and "مساء" behind a time that was spoken.
    private mutating func takeHalf() {
        guard isHourBare, let current = time, let word = word() else { return }
        let isMorning = ["am", "a.m", "ص"].contains(word), isEvening = ["pm", "p.m", "م"].contains(word)
        guard isMorning || isEvening, (1...12).contains(current.hour) else { return }
        time = (current.hour % 12 + (isEvening ? 12 : 0), current.minute)
        isHourBare = false
        take(1)
    }

    /// "half past 4", "quarter to nine", "ten past five", "20 to 6".
    private func spoken(at place: Int) -> (hour: Int, minute: Int, count: Int)? {
        var place = place
        var count = 0
        if word(place) == "a", word(place + 1) == "quarter" { (place, count) = (place + 1, 1) }
        guard let first = word(place), let second = word(place + 1), let third = word(place + 2) else { return nil }
        var minutes: Int
        if first == "half" { minutes = 30 } else if first == "quarter" { minutes = 15 } else if let number = Self.plainNumber(first) ?? DateWords.numbers[first], number > 0, number < 60 { minutes = number } else { return nil }
        guard second == "past" || second == "to" || second == "till", second == "past" || minutes != 30 || first == "half" else { return nil }
        guard let hour = Self.plainNumber(third) ?? DateWords.numbers[third], (1...12).contains(hour) else { return nil }
        if second == "past" { return (hour, minutes, count + 3) }
        minutes = 60 - minutes
        return (hour == 1 ? 12 : hour - 1, minutes, count + 3)
    }

    /// "5", "17:30", "5.30", "17h30", "5pm", "1730h" is not read.
    private static func clock(_ word: String) -> (hour: Int, minute: Int, hasMinutes: Bool, half: String?)? {
        var text = word
        var half: String?
        for ending in ["am", "pm", "a", "p"] where text.hasSuffix(ending) && text.first.map(\.isNumber) ?? false {
            half = ending.hasPrefix("a") ? "am" : "pm"
            text.removeLast(ending.count)
            break
        }
        let parts = text.split(omittingEmptySubsequences: false, whereSeparator: { ":.h".contains($0) }).map(String.init)
        guard (1...3).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }) else { return nil }
        if parts.count == 3, !text.contains(":") { return nil }
        if parts.count >= 2, parts[1].utf8.count != 2 { return nil }
        let numbers = parts.compactMap { Int($0) }
        return (numbers[0], numbers.count > 1 ? numbers[1] : 0, numbers.count > 1, half)
    }

    /// "in the morning", "evening", "noon", "مساء".
    mutating func readPart() -> Bool {
        var place = 0
        while ["in", "the", "this", "في"].contains(word(place) ?? "") { place += 1 }
        // "منتصف الليل" and "نص الليل" are midnight.
        if let word = word(place), DateWords.middle.contains(word), let next = self.word(place + 1), DateWords.value(next, in: DateWords.dayParts) == .night {
            part = .midnight
            if time == nil { time = (0, 0) }
            take(place + 2)
            return true
        }
        guard let word = word(place), let found = DateWords.value(word, in: DateWords.dayParts) else { return false }
        if found == .noon || found == .midnight, time == nil, ["noon", "midday", "noontime", "midnight"].contains(word) {
            time = (found.hour, 0)
            take(place + 1)
            return true
        }
        part = found
        // "this morning", "اليوم" was said already, or is meant.
        if day == nil, place > 0, self.word(place - 1) == "this" { day = bareToday }
        take(place + 1)
        return true
    }

    /// "every monday at 9", "daily", "every 2 weeks", "each month on the 5th", "كل يوم اثنين".
    mutating func readRecurrence() -> Bool {
        guard recurrence == nil, let word = word() else { return false }
        let none = bareToday
        if let unit = DateWords.adverbs[word] {
            recurrence = DateRecurrence(unit: unit.recurring, first: none)
            take(1)
            return true
        }
        guard DateWords.every.contains(word), let next = self.word(1) else { return false }
        if next == "weekday" || next == "weekdays" || next == "workday" {
            recurrence = DateRecurrence(unit: .week, weekdays: [1, 2, 3, 4, 5], first: none)
            take(2)
            return true
        }
        if next == "weekend" || next == "weekends" {
            recurrence = DateRecurrence(unit: .week, weekdays: [6, 0], first: none)
            take(2)
            return true
        }
        var place = 1
        if next == "يوم", let day = self.word(2), DateWords.value(day, in: DateWords.weekdays) != nil { place = 2 }
        if let first = self.word(place).flatMap({ DateWords.value($0, in: DateWords.weekdays) }), !(DateWords.numbers[self.word(place) ?? ""] != nil && self.word(place + 1).flatMap { DateWords.units[$0] } != nil) {
            var days: Set<Int> = [first]
            place += 1
            while true {
                var ahead = place
                while ["and", "&", "و", "يوم"].contains(self.word(ahead) ?? "") { ahead += 1 }
                guard let more = self.word(ahead).flatMap({ DateWords.value($0, in: DateWords.weekdays) }) else { break }
                days.insert(more)
                place = ahead + 1
            }
            recurrence = DateRecurrence(unit: .week, weekdays: days, first: none)
            take(place)
            return true
        }
        if let part = DateWords.value(next, in: DateWords.dayParts) {
            recurrence = DateRecurrence(unit: .day, first: none)
            self.part = part
            take(2)
            return true
        }
        if next == "other" || next == "second", let unit = self.word(2).flatMap({ DateWords.units[$0] }) {
            recurrence = DateRecurrence(unit: unit.recurring, interval: 2, first: none)
            take(3)
        } else if next == "day" || next == "يوم" {
            recurrence = DateRecurrence(unit: .day, first: none)
            take(2)
        } else if let unit = DateWords.units[next] {
            recurrence = DateRecurrence(unit: unit.recurring, first: none)
            take(2)
        } else if let (halves, unit, count) = offset(at: 1), halves % 2 == 0, halves > 0 {
            recurrence = DateRecurrence(unit: unit.recurring, interval: halves / 2, first: none)
            take(1 + count)
        } else {
            return false
        }
        readMonthDay()
        return true
    }

    /// "on the 5th" behind "every month".
    private mutating func readMonthDay() {
        guard recurrence?.unit == .month else { return }
        var place = 0
        while ["on", "the", "يوم", "في"].contains(word(place) ?? "") { place += 1 }
        guard place > 0, let word = word(place), let number = Self.ordinal(word), (1...31).contains(number) else { return }
        recurrence?.monthDay = number
        take(place + 1)
    }
}

extension DateWords {
    /// Arabic counts the hours of the clock by ordinals, too.
    static let ordinalHours: [String: Int] = {
        let names = ["الواحده", "الثانيه", "الثالثه", "الرابعه", "الخامسه", "السادسه", "السابعه", "الثامنه", "التاسعه", "العاشره"]
        var hours: [String: Int] = [:]
        for (index, name) in names.enumerated() { hours[name] = index + 1 }
        return hours
    }()
}

extension DateWords.Unit {
    var recurring: DateRecurrence.Unit {
        switch self {
        case .minute: .minute
        case .hour: .hour
        case .day: .day
        case .week: .week
        case .month: .month
        case .year: .year
        }
    }
}
