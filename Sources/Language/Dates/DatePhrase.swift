// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Reads one date from words, as far as it goes, part by part: a day, a time of it, a part of the day, in any order.
struct DatePhrase {
    let words: [String]
    let civil: CivilTime
    let now: Timestamp
    let today: CivilTime.Moment
    let weekday: Int

    /// The next word that is not read.
    var index: Int
    /// Behind the last word that has told something.
    private(set) var end: Int

    var day: CivilTime.Moment?
    /// The last day of a period, of which ``day`` is the first.
    var last: CivilTime.Moment?
    var time: (hour: Int, minute: Int)?
    /// The hour was said without "am", "pm" or a part of the day: it may be meant in either half.
    var isHourBare = false
    var part: DateWords.DayPart?
    /// "in two hours": from now, to the minute.
    var minutes: Int?
    var recurrence: DateRecurrence?
    var impossible: String?
    /// Nothing but a word that is seldom meant as a date stands there: "may", "sat", "second".
    private(set) var isWeak = false

    init(_ words: [String], from start: Int, civil: CivilTime, now: Timestamp) {
        self.words = words
        self.civil = civil
        self.now = now
        (today, weekday) = civil.moment(at: now)
        index = start
        end = start
    }

    func word(_ offset: Int = 0) -> String? { words.indices.contains(index + offset) ? words[index + offset] : nil }

    /// Takes the word `offset` further on, and all before it.
    mutating func take(_ count: Int) {
        index += count
        end = index
    }

    mutating func read() -> DateReading? {
        var parts = 0
        while index < words.count {
            let before = index
            // "in" and "by" lead to a date; they are none.
            var skipped = 0
            while let word = word(), DateWords.fillers.contains(word), !startsRule(), skipped < 3 {
                index += 1
                skipped += 1
            }
            guard index < words.count, readPart(afterFiller: skipped > 0 ? words[index - 1] : nil) else {
                index = before
                break
            }
            parts += 1
            if impossible != nil { break }
        }
        if parts == 0 { return nil }
        isWeak = parts == 1 && end > 0 && ["may", "mar", "sat", "sun", "second", "mon", "wed", "اول", "اخر"].contains(words[end - 1])
        return finish()
    }

    /// Whether a filler begins a rule of its own: "in 2 hours", "from now".
    private func startsRule() -> Bool {
        guard let word = word() else { return false }
        if word == "قبل" || word == "من", let (halves, unit, _) = offset(at: 1), halves % 2 == 0, unit != .hour, unit != .minute { return true }
        if DateWords.has(word, in: DateWords.after), word == "in" || word != "from" { return offset(at: 1) != nil }
        return false
    }

    /// Reads one part. `filler` is the word before it, where that was none of a date.
    private mutating func readPart(afterFiller filler: String?) -> Bool {
        if readRecurrence() { return true }
        let isAt = filler == "at" || filler == "عند"
        if isAt, time == nil, readTime(isExpected: true) { return true }
        if minutes == nil, day == nil, readOffset() || readAgo() { return true }
        if day == nil {
            if readRelativeDay() || readEdge() || readPeriod() || readWeekday() || readCalendarDay() { return true }
        } else if readWeekOfDay() {
            return true
        }
        if time == nil, !isAt, readTime(isExpected: false) { return true }
        if part == nil, readPart() { return true }
        return false
    }

    // MARK: - The outcome

    private func finish() -> DateReading? {
        if let impossible { return .impossible(impossible) }
        if var recurrence {
            let time = settledTime(of: nil)
            recurrence.hour = time?.hour
            recurrence.minute = time?.minute
            recurrence.first = first(of: recurrence)
            return .recurrence(recurrence)
        }
        if let minutes {
            guard day == nil, time == nil else { return nil }
            let (moment, _) = civil.moment(at: now + .seconds(Int64(minutes) * 60))
            return .moment(moment)
        }
        guard day != nil || time != nil || part != nil else { return nil }
        if let last, let day, time == nil, part == nil { return .period(first: day, last: last) }
        let time = settledTime(of: day)
        var moment = day ?? today
        moment.hour = time?.hour
        moment.minute = time?.minute
        guard civil.exists(moment) else { return .impossible("the calendar has no such day") }
        if day == nil, let reading = civil.timestamp(of: moment), reading <= now {
            // The other half of the day may be meant, where it is still to come.
            if isHourBare, part == nil, let hour = moment.hour, hour < 12, moment.hour.map({ $0 + 12 }) != nil,
                let later = civil.timestamp(of: .init(year: moment.year, month: moment.month, day: moment.day, hour: hour + 12, minute: moment.minute)),
                later > now
            {
                moment.hour = hour + 12
            } else {
                let next = advanced(moment, by: 1)
                (moment.year, moment.month, moment.day) = (next.year, next.month, next.day)
            }
        }
        // A time that a clock change skips is the one that the clocks show instead.
        if moment.hour != nil, let time = civil.timestamp(of: moment) {
            let (shown, _) = civil.moment(at: time)
            if shown.hour != moment.hour || shown.minute != moment.minute { moment = shown }
        }
        return .moment(moment)
    }

    /// The time with the part of the day: "5 in the evening" is 17:00, and "evening" alone 19:00.
    private func settledTime(of day: CivilTime.Moment?) -> (hour: Int, minute: Int)? {
        guard var time else { return part.map { ($0.hour, 0) } }
        if isHourBare {
            switch part {
            case .dawn?, .morning?: time.hour = time.hour == 12 ? 0 : time.hour
            case .noon?: time.hour = time.hour < 4 ? time.hour + 12 : time.hour
            case .afternoon?, .evening?: time.hour = time.hour < 12 ? time.hour + 12 : time.hour
            case .night?: time.hour = time.hour == 12 ? 0 : time.hour >= 5 && time.hour < 12 ? time.hour + 12 : time.hour
            case .midnight?: break
            // What nobody says otherwise is in the hours in which people are up: 7 to 18.
            case nil: time.hour = (1...6).contains(time.hour) ? time.hour + 12 : time.hour
            }
        }
        return time
    }

    // MARK: - Days

    func advanced(_ moment: CivilTime.Moment, by days: Int) -> CivilTime.Moment {
        let noon = CivilTime.Moment(year: moment.year, month: moment.month, day: moment.day + days, hour: 12)
        guard let time = civil.timestamp(of: noon) else { return moment }
        let (result, _) = civil.moment(at: time)
        return CivilTime.Moment(year: result.year, month: result.month, day: result.day)
    }

    /// The day so many months on; the last one of its month, where that is shorter.
    func advanced(_ moment: CivilTime.Moment, months: Int) -> CivilTime.Moment {
        let total = moment.year * 12 + moment.month - 1 + months
        let (year, month) = (total / 12, total % 12 + 1)
        return CivilTime.Moment(year: year, month: month, day: min(moment.day, Self.length(ofMonth: month, year)))
    }

    static func length(ofMonth month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    var bareToday: CivilTime.Moment { CivilTime.Moment(year: today.year, month: today.month, day: today.day) }

    /// Weeks begin on Monday.
    var monday: CivilTime.Moment { advanced(bareToday, by: -((weekday + 6) % 7)) }

    private func first(of recurrence: DateRecurrence) -> CivilTime.Moment {
        let clock = recurrence.hour.map { ($0, recurrence.minute ?? 0) }
        func at(_ day: CivilTime.Moment) -> CivilTime.Moment {
            CivilTime.Moment(year: day.year, month: day.month, day: day.day, hour: clock?.0, minute: clock?.1)
        }
        func isAhead(_ moment: CivilTime.Moment) -> Bool {
            guard clock != nil else { return moment != bareToday || recurrence.weekdays.isEmpty && recurrence.monthDay == nil }
            return civil.timestamp(of: moment).map { $0 > now } ?? false
        }
        switch recurrence.unit {
        case .minute, .hour:
            let length: Int64 = recurrence.unit == .minute ? 60 : 3_600
            return civil.moment(at: now + .seconds(length * Int64(recurrence.interval))).0
        case .day, .week, .year:
            if let fixed = day, recurrence.unit == .year || !recurrence.weekdays.isEmpty, isAhead(at(fixed)) { return at(fixed) }
            for ahead in 0...7 {
                let candidate = at(advanced(bareToday, by: ahead))
                if !recurrence.weekdays.isEmpty, !recurrence.weekdays.contains((weekday + ahead) % 7) { continue }
                if isAhead(candidate) { return candidate }
            }
            return at(advanced(bareToday, by: 7))
        case .month:
            let wanted = recurrence.monthDay ?? today.day
            for ahead in 0...1 {
                let month = advanced(CivilTime.Moment(year: today.year, month: today.month, day: 1), months: ahead)
                let candidate = at(CivilTime.Moment(year: month.year, month: month.month, day: min(wanted, Self.length(ofMonth: month.month, month.year))))
                if isAhead(candidate), clock != nil || candidate.month != today.month || candidate.day > today.day || recurrence.monthDay == nil { return candidate }
            }
            return at(advanced(bareToday, months: 1))
        }
    }
}
