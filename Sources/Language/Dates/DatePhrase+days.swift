// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// The ways to say a day.
extension DatePhrase {
    // MARK: - From today

    /// "today", "tonight", "the day after tomorrow", "بعد غد".
    mutating func readRelativeDay() -> Bool {
        guard let word = word() else { return false }
        if word == "tonight" || word == "الليله" {
            (day, part) = (bareToday, .night)
            take(1)
            return true
        }
        if word == "day", let second = self.word(1), let third = self.word(2), let offset = DateWords.relativeDays[third] {
            if second == "after" { day = advanced(bareToday, by: offset + 1) } else if second == "before" { day = advanced(bareToday, by: offset - 1) } else { return false }
            take(3)
            return true
        }
        if word == "بعد" || word == "لبعد", let second = self.word(1), ["غد", "غدا", "بكره", "بكرا", "باكر"].contains(second) {
            day = advanced(bareToday, by: 2)
            take(2)
            return true
        }
        if word == "اول", let second = self.word(1), DateWords.relativeDays[second] == -1 {
            day = advanced(bareToday, by: -2)
            take(2)
            return true
        }
        if word == "eod" || word == "cob" {
            (day, time) = (bareToday, word == "cob" ? (17, 0) : (18, 0))
            take(1)
            return true
        }
        if word == "eow" || word == "eom" || word == "eoy" {
            day = edge(of: word == "eow" ? .week : word == "eom" ? .month : .year, ahead: 0, isEnd: true)
            take(1)
            return true
        }
        guard let offset = DateWords.value(word, in: DateWords.relativeDays) else { return false }
        day = advanced(bareToday, by: offset)
        take(1)
        return true
    }

    /// A number of units at `place` words from here: its amount in halves, its unit, how many words it has.
    func offset(at place: Int) -> (halves: Int, unit: DateWords.Unit, count: Int)? {
        guard let word = word(place) else { return nil }
        if let unit = DateWords.duals[word] {
            if let more = half(at: place + 1) { return (4 + more.halves, unit, 1 + more.count) }
            return (4, unit, 1)
        }
        // "half an hour", "نصف ساعة", "a quarter of an hour" is not said in halves.
        if DateWords.half.contains(word) {
            let skip = ["a", "an"].contains(self.word(place + 1) ?? "") ? 1 : 0
            if let unit = self.word(place + 1 + skip).flatMap({ DateWords.units[$0] }) { return (1, unit, 2 + skip) }
            return nil
        }
        // "ساعة" alone is one.
        if let unit = DateWords.units[word], word.unicodeScalars.first.map({ $0.value > 0x600 }) ?? false {
            if let more = half(at: place + 1) { return (2 + more.halves, unit, 1 + more.count) }
            return (2, unit, 1)
        }
        if ["fortnight"].contains(word) { return (4, .week, 1) }
        var count = 1
        var amount: Int
        if let number = Self.plainNumber(word) {
            amount = number
        } else if let number = DateWords.numbers[word] {
            amount = number
            if number >= 20, let more = self.word(place + 1).flatMap({ DateWords.numbers[$0] }), more < 10 {
                amount += more
                count += 1
            }
            if word == "a", self.word(place + 1) == "couple" { (amount, count) = (2, 2) }
            if word == "a" || word == "an", self.word(place + 1) == "fortnight" { return (4, .week, 2) }
        } else if let (number, unit) = Self.glued(word) {
            return (number * 2, unit, 1)
        } else {
            return nil
        }
        if self.word(place + count) == "of", amount == 2 { count += 1 }
        var halves = amount * 2
        // "one and a half hours"
        if self.word(place + count) == "and", self.word(place + count + 1) == "a", self.word(place + count + 2) == "half" {
            halves += 1
            count += 3
        }
        guard let unit = self.word(place + count).flatMap({ DateWords.units[$0] ?? ($0 == "يوم" ? .day : nil) }) else { return nil }
        count += 1
        if halves % 2 == 0, self.word(place + count) == "and", self.word(place + count + 1) == "a", self.word(place + count + 2) == "half" {
            halves += 1
            count += 3
        } else if halves % 2 == 0, let more = half(at: place + count) {
            halves += more.halves
            count += more.count
        }
        return (halves, unit, count)
    }

    /// "ونص", "و نصف"
    private func half(at place: Int) -> (halves: Int, count: Int)? {
        guard let word = word(place) else { return nil }
        if word.hasPrefix("و"), DateWords.half.contains(String(word.dropFirst())) { return (1, 1) }
        if word == "و", let next = self.word(place + 1), DateWords.half.contains(next) { return (1, 2) }
        return nil
    }

    static func plainNumber(_ word: String) -> Int? {
        guard (1...4).contains(word.utf8.count), word.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        return Int(word)
    }

    /// "2h", "30min", "3d" is left to other letters.
    private static func glued(_ word: String) -> (Int, DateWords.Unit)? {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        guard let number = plainNumber(String(digits)), let unit = DateWords.units[String(word.dropFirst(digits.count))] else { return nil }
        return (number, unit)
    }

    /// "in two hours", "three days from now", "a week from friday", "بعد ساعتين", "2 hours later".
    mutating func readOffset() -> Bool {
        var lead = 0
        if let word = word(), DateWords.after.contains(word) { lead = 1 }
        if lead == 0, word() == "ربع" || word() == "ثلث", let unit = word(1), DateWords.units[unit] == .hour { return false }
        if lead == 1, let word = word(1), DateWords.quarter.contains(word) || DateWords.third.contains(word), let unit = self.word(2), DateWords.units[unit] == .hour {
            minutes = DateWords.quarter.contains(word) ? 15 : 20
            take(3)
            return true
        }
        guard let (halves, unit, count) = offset(at: lead) else { return false }
        var rest = lead + count
        var base = bareToday
        var isLed = lead == 1
        if ["from", "after"].contains(word(rest) ?? "") {
            if word(rest) == "from", word(rest + 1) == "now" {
                (rest, isLed) = (rest + 2, true)
            } else if let anchor = word(rest + 1), let offset = DateWords.relativeDays[anchor] {
                base = advanced(bareToday, by: offset)
                (rest, isLed) = (rest + 2, true)
            } else if let anchor = word(rest + 1), let target = DateWords.weekdays[anchor] {
                base = upcoming(target)
                (rest, isLed) = (rest + 2, true)
            } else {
                return false
            }
        } else if ["later", "hence"].contains(word(rest) ?? "") || word(rest) == "من" && word(rest + 1) == "الان" {
            (rest, isLed) = (rest + (word(rest) == "من" ? 2 : 1), true)
        }
        guard isLed else { return false }
        switch unit {
        case .minute, .hour:
            guard base == bareToday else { return false }
            minutes = halves * (unit == .hour ? 60 : 1) / 2
        case .day: if halves % 2 == 0 { day = advanced(base, by: halves / 2) } else { minutes = halves * 720 }
        case .week: day = advanced(base, by: halves * 7 / 2)
        case .month: day = halves % 2 == 0 ? advanced(base, months: halves / 2) : advanced(advanced(base, months: halves / 2), by: 15)
        case .year: day = advanced(base, months: halves * 6)
        }
        take(rest)
        return true
    }

    // MARK: - Weeks, months, years

    private func number(ofPeriod offset: Int) -> (DateWords.Unit, ahead: Int, count: Int)? {
        guard let word = word(offset) else { return nil }
        func unit(_ word: String?) -> DateWords.Unit? {
            guard let word else { return nil }
            let unit = DateWords.value(word, in: DateWords.units)
            return unit == .week || unit == .month || unit == .year ? unit : nil
        }
        // "هالأسبوع", "لهالشهر"
        for prefix in ["ها", "لها", "بها"] where word.hasPrefix(prefix + "ل") {
            if let unit = unit("ا" + word.dropFirst(prefix.count)) { return (unit, 0, 1) }
        }
        // "next week", "this month"; "الأسبوع القادم", "هذا الشهر".
        if DateWords.next.contains(word), let unit = unit(self.word(offset + 1)) { return (unit, 1, 2) }
        if DateWords.has(word, in: DateWords.this), let unit = unit(self.word(offset + 1)) { return (unit, 0, 2) }
        if DateWords.previous.contains(word), let unit = unit(self.word(offset + 1)) { return (unit, -1, 2) }
        if let unit = unit(word), let after = self.word(offset + 1), word.unicodeScalars.first.map({ $0.value > 0x600 }) ?? false {
            if DateWords.next.contains(after) { return (unit, 1, 2) }
            if DateWords.this.contains(after) { return (unit, 0, 2) }
            if DateWords.previous.contains(after) { return (unit, -1, 2) }
            if after == "اللي", let gone = self.word(offset + 2), ["فات", "راح", "مضي"].contains(gone) { return (unit, -1, 3) }
        }
        return nil
    }

    func edge(of unit: DateWords.Unit, ahead: Int, isEnd: Bool) -> CivilTime.Moment {
        switch unit {
        case .week:
            let first = advanced(monday, by: 7 * ahead)
            return isEnd ? advanced(first, by: 6) : first
        case .month:
            let first = advanced(CivilTime.Moment(year: today.year, month: today.month, day: 1), months: ahead)
            return isEnd ? CivilTime.Moment(year: first.year, month: first.month, day: Self.length(ofMonth: first.month, first.year)) : first
        case .year:
            return isEnd ? CivilTime.Moment(year: today.year + ahead, month: 12, day: 31) : CivilTime.Moment(year: today.year + ahead, month: 1, day: 1)
        case .minute, .hour, .day: return bareToday
        }
    }

    /// "end of the month", "beginning of next week", "the middle of january", "نهاية الشهر".
    mutating func readEdge() -> Bool {
        guard let word = word() else { return false }
        let isEnd = DateWords.end.contains(word), isStart = DateWords.start.contains(word), isMiddle = DateWords.middle.contains(word)
        guard isEnd || isStart || isMiddle else { return false }
        var place = 1
        while ["of", "the", "في", "من"].contains(self.word(place) ?? "") { place += 1 }
        var unit: DateWords.Unit?
        var ahead = 0
        var month: Int?
        if let (found, distance, count) = number(ofPeriod: place) {
            (unit, ahead, place) = (found, distance, place + count)
        } else if let word = self.word(place), let found = DateWords.value(word, in: DateWords.units) ?? (["day", "يوم", "اليوم"].contains(word) ? .day : nil),
            [.day, .week, .month, .year].contains(found)
        {
            (unit, place) = (found, place + 1)
        } else if let word = self.word(place), let found = DateWords.months[word] {
            (month, place) = (found, place + 1)
        } else {
            return false
        }
        if let month {
            let year = today.year + (month < today.month ? 1 : 0)
            day = CivilTime.Moment(year: year, month: month, day: isStart ? 1 : isMiddle ? 15 : Self.length(ofMonth: month, year))
        } else if unit == .day {
            guard isEnd else { return false }
            (day, time) = (bareToday, (18, 0))
        } else if let unit {
            if isMiddle {
                day = unit == .week ? advanced(edge(of: .week, ahead: ahead, isEnd: false), by: 2)
                    : unit == .month ? advanced(edge(of: .month, ahead: ahead, isEnd: false), by: 14)
                    : CivilTime.Moment(year: today.year + ahead, month: 7, day: 1)
            } else {
                // "نهاية الأسبوع" is the weekend of the calendar, the last day of the week.
                day = edge(of: unit, ahead: ahead, isEnd: isEnd)
            }
            // The beginning of a month that has begun is that of the next.
            if !isEnd, ahead == 0, let day, let time = civil.timestamp(of: CivilTime.Moment(year: day.year, month: day.month, day: day.day, hour: 23, minute: 59)), time < now {
                self.day = isMiddle ? advanced(day, months: unit == .month ? 1 : unit == .year ? 12 : 0) : edge(of: unit, ahead: 1, isEnd: false)
                if isMiddle, unit == .week { self.day = advanced(day, by: 7) }
            }
        }
        take(place)
        return true
    }

    /// "the last seven days", "past two weeks", "آخر ٣٠ يوم": up to today.
    private mutating func readPastDays() -> Bool {
        guard let word = word(), DateWords.previous.contains(word) || word == "اخر", let (halves, unit, count) = offset(at: 1), halves >= 2 else { return false }
        switch unit {
        case .day: day = advanced(bareToday, by: 1 - halves / 2)
        case .week: day = advanced(bareToday, by: 1 - halves * 7 / 2)
        case .month: day = advanced(advanced(bareToday, months: -halves / 2), by: 1)
        case .year: day = advanced(advanced(bareToday, months: -halves * 6), by: 1)
        case .minute, .hour: return false
        }
        last = bareToday
        take(1 + count)
        return true
    }

    /// "three days ago", "two weeks ago", "منذ يومين", "قبل أسبوع".
    mutating func readAgo() -> Bool {
        let isLed = word() == "منذ" || word() == "قبل" || word() == "من"
        guard let (halves, unit, count) = offset(at: isLed ? 1 : 0), halves % 2 == 0, isLed || word(count) == "ago" else { return false }
        switch unit {
        case .day: day = advanced(bareToday, by: -halves / 2)
        case .week: day = advanced(bareToday, by: -halves * 7 / 2)
        case .month: day = advanced(bareToday, months: -halves / 2)
        case .year: day = advanced(bareToday, months: -halves * 6)
        case .minute, .hour: return false
        }
        take(count + 1)
        return true
    }

    /// "this week", "next month", "the weekend", "الأسبوع القادم", "last week".
    mutating func readPeriod() -> Bool {
        if readPastDays() { return true }
        if let (unit, ahead, count) = number(ofPeriod: 0) {
            // "next week monday"
            (day, last) = (edge(of: unit, ahead: ahead, isEnd: false), edge(of: unit, ahead: ahead, isEnd: true))
            take(count)
            if unit == .week, let word = word(), let target = DateWords.value(word, in: DateWords.weekdays), let monday = day {
                (day, last) = (advanced(monday, by: (target + 6) % 7), nil)
                take(1)
            }
            return true
        }
        var place = 0
        var ahead = 0
        if let word = word(), DateWords.next.contains(word) || DateWords.this.contains(word) {
            ahead = DateWords.next.contains(word) ? 1 : 0
            place = 1
        } else if let word = word(), DateWords.previous.contains(word) {
            (ahead, place) = (-1, 1)
        }
        guard word(place) == "weekend" || word(place) == "weekends" else { return false }
        let saturday = advanced(monday, by: 5 + 7 * ahead)
        (day, last) = (saturday, advanced(saturday, by: 1))
        take(place + 1)
        return true
    }

    /// "monday of next week", "friday week", "الاثنين الأسبوع القادم" behind a day of the week.
    mutating func readWeekOfDay() -> Bool {
        guard let current = day, last == nil else { return false }
        guard let before = wordBefore, DateWords.value(before, in: DateWords.weekdays) != nil else { return false }
        if word() == "week" {
            day = advanced(current, by: 7)
            take(1)
            return true
        }
        guard let (unit, ahead, count) = number(ofPeriod: 0), unit == .week else { return false }
        let target = DateWords.value(before, in: DateWords.weekdays) ?? 0
        day = advanced(monday, by: (target + 6) % 7 + 7 * ahead)
        take(count)
        return true
    }

    private var wordBefore: String? {
        var place = end - 1
        while place >= 0, words.indices.contains(place) {
            let word = words[place]
            if !DateWords.fillers.contains(word), !DateWords.next.contains(word) { return word }
            place -= 1
        }
        return nil
    }

    // MARK: - Days of the week and of the calendar

    /// The next one, and never today.
    func upcoming(_ target: Int) -> CivilTime.Moment {
        let ahead = (target - weekday + 7) % 7
        return advanced(bareToday, by: ahead == 0 ? 7 : ahead)
    }

    /// The last one, and never today.
    private func past(_ target: Int) -> CivilTime.Moment {
        let back = (weekday - target + 7) % 7
        return advanced(bareToday, by: back == 0 ? -7 : -back)
    }

    /// "friday", "next friday", "last friday", "this friday", "الجمعة القادمة".
    mutating func readWeekday() -> Bool {
        var place = 0
        var isThis = false
        if let word = word(), DateWords.previous.contains(word), let target = self.word(1).flatMap({ DateWords.value($0, in: DateWords.weekdays) }) {
            day = past(target)
            take(2)
            return true
        }
        if let word = word(), DateWords.next.contains(word) || DateWords.this.contains(word), self.word(1).map({ DateWords.value($0, in: DateWords.weekdays) != nil }) ?? false {
            isThis = DateWords.this.contains(word)
            place = 1
        }
        if word(place) == "يوم" { place += 1 }
        guard let word = word(place), let target = DateWords.value(word, in: DateWords.weekdays) else { return false }
        // "اربع" and "اتنين" are numbers, too: with a unit behind them they are no days.
        if let next = self.word(place + 1), DateWords.units[next] != nil, DateWords.numbers[word] != nil { return false }
        day = isThis && target == weekday ? bareToday : upcoming(target)
        take(place + 1)
        if let next = self.word(), DateWords.previous.contains(next) {
            day = past(target)
            take(1)
            return true
        }
        if let next = self.word(), DateWords.next.contains(next) || DateWords.this.contains(next), number(ofPeriod: 0) == nil { take(1) }
        return true
    }

    /// "25 december 2026", "dec 25th", "the 5th", "25/12", "2026-12-25".
    mutating func readCalendarDay() -> Bool {
        guard let word = word() else { return false }
        if let month = month(at: 0) {
            let skip = self.word(month.count) == "the" ? 1 : 0
            guard let ordinal = compound(at: month.count + skip) else { return false }
            let count = month.count + skip + ordinal.count
            let year = year(at: count)
            return set(month.value, ordinal.value, year: year, at: count + (year == nil ? 0 : 1))
        }
        if let ordinal = compound(at: 0) {
            var place = ordinal.count
            while ["of", "من", "شهر"].contains(self.word(place) ?? "") { place += 1 }
            if let month = month(at: place) {
                let year = year(at: place + month.count)
                return set(month.value, ordinal.value, year: year, at: place + month.count + (year == nil ? 0 : 1))
            }
            // "the 5th" of this month, or of the next one.
            guard Self.isOrdinal(word) || ordinal.count == 2, (1...31).contains(ordinal.value) else { return false }
            if place > ordinal.count, let (unit, ahead, count) = number(ofPeriod: place), unit == .month {
                let first = edge(of: .month, ahead: ahead, isEnd: false)
                return set(first.month, ordinal.value, year: first.year, at: place + count)
            }
            var month = CivilTime.Moment(year: today.year, month: today.month, day: 1)
            if ordinal.value < today.day { month = advanced(month, months: 1) }
            while ordinal.value > Self.length(ofMonth: month.month, month.year) { month = advanced(month, months: 1) }
            day = CivilTime.Moment(year: month.year, month: month.month, day: ordinal.value)
            take(ordinal.count)
            return true
        }
        return readNumericDay(word)
    }

    private func month(at place: Int) -> (value: Int, count: Int)? {
        guard let word = word(place) else { return nil }
        if let month = DateWords.months[word] { return (month, 1) }
        // The Levant's months of two words.
        let two = word + " " + (self.word(place + 1) ?? "")
        let pairs = ["كانون الثاني": 1, "تشرين الاول": 10, "تشرين الثاني": 11, "كانون الاول": 12]
        return pairs[two].map { ($0, 2) }
    }

    private func year(at place: Int) -> Int? {
        guard let word = word(place), word.utf8.count == 4, let year = Self.plainNumber(word), year >= 1900 else { return nil }
        return year
    }

    static func isOrdinal(_ word: String) -> Bool {
        ["st", "nd", "rd", "th"].contains { word.hasSuffix($0) } || DateWords.ordinals[word] != nil
    }

    static func ordinal(_ word: String) -> Int? {
        if let value = DateWords.ordinals[word] { return value }
        for ending in ["st", "nd", "rd", "th"] where word.hasSuffix(ending) { return plainNumber(String(word.dropLast(2))) }
        return plainNumber(word).flatMap { (1...31).contains($0) || $0 > 31 && word.utf8.count <= 2 || $0 == 0 ? $0 : nil }
    }

    /// "twenty first" is one, too.
    private func compound(at place: Int) -> (value: Int, count: Int)? {
        guard let word = word(place) else { return nil }
        if let tens = DateWords.numbers[word], tens == 20 || tens == 30, let next = self.word(place + 1), let one = DateWords.ordinals[next], one < 10 { return (tens + one, 2) }
        return Self.ordinal(word).map { ($0, 1) }
    }

    private mutating func set(_ month: Int, _ number: Int, year: Int? = nil, at count: Int) -> Bool {
        take(count)
        let passed = (month, number) < (today.month, today.day)
        let moment = CivilTime.Moment(year: year ?? today.year + (passed ? 1 : 0), month: month, day: number)
        if !civil.exists(moment) {
            // 29 February is the next one that there is.
            if year == nil, month == 2, number == 29 {
                var leap = moment.year
                while Self.length(ofMonth: 2, leap) == 28 { leap += 1 }
                day = CivilTime.Moment(year: leap, month: 2, day: 29)
                return true
            }
            impossible = "there is no \(number)/\(month)" + (year.map { "/\($0)" } ?? "")
        }
        day = moment
        return true
    }

    /// "25/12", "25.12.26", "2026-12-25": days before months.
    private mutating func readNumericDay(_ word: String) -> Bool {
        let parts = word.split(omittingEmptySubsequences: false, whereSeparator: { "-/.".contains($0) }).map(String.init)
        guard (2...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 4 && $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }) else { return false }
        let numbers = parts.compactMap { Int($0) }
        // "5.30" before "pm" is a time.
        if parts.count == 2, word.contains("."), ["am", "pm", "ص", "م", "صباحا", "مساء"].contains(self.word(1) ?? "") { return false }
        if parts.count == 2, word.contains("."), parts[1].utf8.count == 2, numbers[1] > 12, numbers[0] < 24 { return false }
        if parts.count == 3 {
            guard [2, 4].contains(parts[2].utf8.count) || parts[0].utf8.count == 4 else { return false }
            if parts[0].utf8.count == 4 { return set(numbers[1], numbers[2], year: numbers[0], at: 1) }
            return set(numbers[1], numbers[0], year: numbers[2] < 100 && parts[2].utf8.count <= 2 ? 2000 + numbers[2] : numbers[2], at: 1)
        }
        guard parts.allSatisfy({ $0.utf8.count <= 2 }) else { return false }
        return set(numbers[1], numbers[0], at: 1)
    }
}
