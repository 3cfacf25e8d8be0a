// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The words of dates in English and Arabic, dialects included, in the form of ``fold(_:)``.
enum DateWords {
    enum Unit: Hashable {
        case minute, hour, day, week, month, year
    }

    enum DayPart: Hashable {
        case dawn, morning, noon, afternoon, evening, night, midnight

        /// Where nothing but the part is said.
        var hour: Int {
            switch self {
            case .dawn: 5
            case .morning: 9
            case .noon: 12
            case .afternoon: 15
            case .evening: 18
            case .night: 20
            case .midnight: 0
            }
        }
    }

    /// Beside what ``NormalizedText`` does: the two letters that Arabic writes in either form at the end of a word.
    static func fold(_ word: String) -> String {
        String(NormalizedText.of(word).map { $0 == "ة" ? "ه" : $0 == "ى" ? "ي" : $0 == "ئ" ? "ي" : $0 })
    }

    /// The word, and without the article and prepositions that Arabic writes at its beginning.
    static func forms(of word: String) -> [String] {
        var forms = [word]
        for prefix in ["بال", "وال", "عال", "هال", "لل", "ال", "ب", "و", "ل"] where word.hasPrefix(prefix) && word.count > prefix.count + 1 {
            forms.append(String(word.dropFirst(prefix.count)))
        }
        return forms
    }

    private static func table<Value>(_ pairs: [(String, Value)]) -> [String: Value] {
        var table: [String: Value] = [:]
        for (words, value) in pairs {
            for word in words.split(separator: " ") { table[fold(String(word))] = value }
        }
        return table
    }

    static let fillers = Set(
        "on at by of the due before until till from for to around about in then يوم في بتاريخ قبل حتي لغايه من تاريخ على علي عند موعد".split(separator: " ").map { fold(String($0)) })

    static let relativeDays = table([
        ("today اليوم النهارده انهارده", 0), ("tomorrow tomorow tommorow tommorrow tmrw tmr 2moro tomo غدا بكره باكر باجر بكرا", 1),
        ("yesterday امس مبارح امبارح البارحه", -1), ("overmorrow", 2),
    ])

    static let weekdays = table([
        ("sunday sun sundays احد حد", 0), ("monday mon mondays اثنين اتنين", 1), ("tuesday tue tues tuesdays ثلاثاء تلات تلاتاء ثلوث", 2),
        ("wednesday wed weds wednesdays اربعاء اربع", 3), ("thursday thu thur thurs thursdays خميس", 4), ("friday fri fridays جمعه", 5),
        ("saturday sat saturdays سبت", 6),
    ])

    static let months = table([
        ("january jan يناير", 1), ("february feb فبراير شباط", 2), ("march mar مارس اذار", 3), ("april apr ابريل نيسان", 4), ("may مايو ايار", 5),
        ("june jun يونيو حزيران", 6), ("july jul يوليو تموز", 7), ("august aug اغسطس اب", 8), ("september sep sept سبتمبر ايلول", 9),
        ("october oct اكتوبر", 10), ("november nov نوفمبر", 11), ("december dec ديسمبر", 12),
    ])

    static let units = table([
        ("minute minutes min mins دقيقه دقايق", Unit.minute), ("hour hours hr hrs h ساعه ساعات", .hour), ("day days ايام", .day),
        ("week weeks wk wks اسبوع اسابيع", .week), ("month months شهر شهور اشهر", .month), ("year years yr yrs سنه سنوات سنين عام اعوام", .year),
    ])

    /// Arabic has a form for two of something.
    static let duals = table([
        ("دقيقتين دقيقتان", Unit.minute), ("ساعتين ساعتان", .hour), ("يومين يومان", .day), ("اسبوعين اسبوعان", .week), ("شهرين شهران", .month),
        ("سنتين سنتان عامين", .year),
    ])

    static let dayParts = table([
        ("dawn فجر فجرا", DayPart.dawn), ("morning mornings صباح صباحا صبح الصبح", .morning), ("noon midday noontime ظهر ظهرا", .noon),
        ("afternoon afternoons عصر عصرا", .afternoon), ("evening evenings مساء مغرب", .evening), ("night nights ليل ليلا ليله عشاء", .night),
        ("midnight", .midnight),
    ])

    static let next = Set("next coming following القادم القادمه الجاي الجايه المقبل المقبله التالي التاليه قادم قادمه جاي جايه مقبل مقبله تالي تاليه".split(separator: " ").map { fold(String($0)) })
    static let this = Set("this current هذا هذه ده دي الحالي الحاليه هذي هاي".split(separator: " ").map { fold(String($0)) })
    static let previous = Set(
        "last previous past الماضي الماضيه السابق السابقه الفايت الفايته الفائت الفائته المنصرم ماضي ماضيه".split(separator: " ").map { fold(String($0)) })
    static let every = Set("every each كل".split(separator: " ").map { fold(String($0)) })
    static let end = Set("end نهايه اخر ختام".split(separator: " ").map { fold(String($0)) })
    static let start = Set("start beginning بدايه اول مطلع".split(separator: " ").map { fold(String($0)) })
    static let middle = Set("middle mid منتصف نص وسط".split(separator: " ").map { fold(String($0)) })
    static let after = Set("in after within بعد خلال".split(separator: " ").map { fold(String($0)) })

    static let adverbs = table([
        ("daily يوميا", Unit.day), ("weekly اسبوعيا", .week), ("monthly شهريا", .month), ("yearly annually سنويا", .year), ("hourly", .hour),
    ])

    static let numbers = table([
        ("zero صفر", 0), ("one a an واحد واحده", 1), ("two couple اثنين اثنان اتنين اثنتين", 2), ("three ثلاث ثلاثه تلات تلاته", 3),
        ("four اربع اربعه", 4), ("five خمس خمسه", 5), ("six ست سته", 6), ("seven سبع سبعه", 7), ("eight ثمان ثماني ثمانيه تمان تمانيه تمنيه", 8),
        ("nine تسع تسعه", 9), ("ten عشر عشره", 10), ("eleven حداشر", 11), ("twelve اتناشر", 12), ("thirteen", 13), ("fourteen", 14), ("fifteen", 15),
        ("sixteen", 16), ("seventeen", 17), ("eighteen", 18), ("nineteen", 19), ("twenty عشرين عشرون", 20), ("thirty ثلاثين ثلاثون تلاتين", 30),
        ("forty اربعين", 40), ("fifty خمسين", 50), ("sixty ستين", 60), ("ninety تسعين", 90),
    ])

    static let ordinals = table([
        ("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("sixth", 6), ("seventh", 7), ("eighth", 8), ("ninth", 9), ("tenth", 10),
        ("eleventh", 11), ("twelfth", 12), ("thirteenth", 13), ("fourteenth", 14), ("fifteenth", 15), ("sixteenth", 16), ("seventeenth", 17),
        ("eighteenth", 18), ("nineteenth", 19), ("twentieth", 20), ("thirtieth", 30),
    ])

    static let half = Set("half نص نصف".split(separator: " ").map { fold(String($0)) })
    static let quarter = Set("quarter ربع".split(separator: " ").map { fold(String($0)) })
    static let third = Set("ثلث تلت".split(separator: " ").map { fold(String($0)) })
    static let before = Set("to before الا".split(separator: " ").map { fold(String($0)) })

    static func value<Value>(_ word: String, in table: [String: Value]) -> Value? {
        for form in forms(of: word) {
            if let value = table[form] { return value }
        }
        return nil
    }

    static func has(_ word: String, in set: Set<String>) -> Bool { forms(of: word).contains { set.contains($0) } }
}
