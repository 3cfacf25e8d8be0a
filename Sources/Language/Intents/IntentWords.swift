// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The words of requests in English and Arabic: which of them mean the same, and which say little.
enum IntentWords {
    /// What a word stands for: of those that mean the same the first one, else its stem. `word` is folded.
    static func concept(of word: String) -> String {
        if let known = synonyms[word] { return known }
        for form in forms(of: word) {
            if let known = synonyms[form] { return known }
        }
        return SearchWords.stem(word)
    }

    /// "Do not": a sentence that has it asks for something else than one that does not.
    static let negation = "not"

    /// Whether a word says little of what is asked for.
    static func isLight(_ word: String) -> Bool { lightWords.contains(word) }

    /// Words whose parts belong together, by their first word, longest first: "to do" is "todo".
    static let compounds: [String: [(words: [String], concept: String)]] = {
        var table: [String: [(words: [String], concept: String)]] = [:]
        for line in compoundLines.split(separator: "\n") {
            let sides = line.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, let concept = sides.first?.split(separator: " ").first else { continue }
            for phrase in sides[1].split(separator: ",") {
                let words = phrase.split(separator: " ").map { DateWords.fold(String($0)) }
                guard let first = words.first else { continue }
                table[first, default: []].append((words, String(concept)))
            }
        }
        return table.mapValues { $0.sorted { $0.words.count > $1.words.count } }
    }()

    /// Every word of the tables, as a sentence may have it with a slip of the finger.
    static let known = Set(synonyms.keys).union(lightWords)

    /// The word without what Arabic writes at its beginning and end, and English at its end.
    private static func forms(of word: String) -> [String] {
        guard let first = word.unicodeScalars.first, (0x0600...0x06FF).contains(first.value) else { return [SearchWords.stem(word)] }
        var heads = [word]
        for prefix in ["وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ه", "ح", "س"] where word.hasPrefix(prefix) && word.count - prefix.count >= 3 {
            heads.append(String(word.dropFirst(prefix.count)))
        }
        return heads.flatMap { head in
            [head]
                + ["هالي", "ها", "هم", "كم", "نا", "ني", "لي", "لنا", "ات", "ون", "ين", "ه", "ي", "ك", "ا", "و"].compactMap { ending in
                    head.hasSuffix(ending) && head.count - ending.count >= 2 ? String(head.dropLast(ending.count)) : nil
                }
        }
    }

    /// Every word by what it stands for. Verbs first, things after them.
    private static let synonyms: [String: String] = {
        var table: [String: String] = [:]
        for line in synonymLines.split(separator: "\n") {
            let words = line.split(separator: " ").map { DateWords.fold(String($0)) }
            guard let concept = words.first else { continue }
            for word in words {
                if table[word] == nil { table[word] = concept }
                let stem = SearchWords.stem(word)
                if table[stem] == nil, !lightWords.contains(stem) { table[stem] = concept }
            }
        }
        return table
    }()

    private static let synonymLines = """
        create add make new build put note write jot log insert enter register created adding making انشئ انشا انشي اضف اضيف ضيف ضف زود زيد حط اعمل اعملي سجل سوي سو اكتب دون جديد جديده انشاء اضافه افتح عمل
        show list display view see give tell print get send fetch pull check look اعرض ورني وريني اظهر هات هاتلي عرض شوف اشوف ابعت ارسل اعطني اديني قلي قولي عطني عرضلي
        what which whats ما ماذا ايه شو ايش وش شنو اي
        who whom whose من مين منو
        how كيف ازاي شلون
        many much كم عدد كام
        complete done finish finished completed accomplish accomplished tick انهيت انهي انه خلصت خلص خلصنا اكملت اكمل اكتمل تم تمت انجزت انجز اتم اتممت منتهيه منجزه مكتمله خالص sorted خلاص
        delete remove drop erase cancel discard trash scrap bin wipe احذف امسح شيل الغ الغي حذف مسح ازل ازاله
        change update edit modify set adjust alter revise عدل غير بدل حدث اجعل خل خلي خليها تعديل تغيير اضبط حدد
        move postpone delay push reschedule shift defer extend اجل اخر انقل نقل تاجيل مدد رحل
        assign delegate hand assigned كلف اسند وكل تكليف اسناد عين
        remind reminder reminders alert notify ping nudge ذكرني فكرني نبهني تذكير تذكيري ذكر فكر نبه تذكيرات تذكر تذكرني يذكر تفكر تفكرني تنبه تنبيه تنبيهات انسي تنسي نسيان
        reopen restore resume افتحها اعد ارجع استرجع رجع
        undo revert rollback reverse تراجع الغاء mistake oops غلط غلطت غلطه خطا بالغلط
        search find locate lookup ابحث دور فتش جد لاقي بحث
        rename retitle اسم سمي
        raise increase bump escalate ارفع زود
        lower decrease reduce اخفض قلل
        join member members participant invite عضو اعضاء ضم انضم
        stop disable quit unsubscribe ايقاف اوقف وقف بلاش كفايه
        start enable subscribe activate فعل شغل ابدا
        finalize wrap archive shut اقفل قفل اغلق انهاء اغلاق سكر
        task tasks todo todos item items job jobs chore chores assignment action ticket مهمه مهام مهمات مهامي واجب واجبات شغله تاسك تاسكات
        project projects مشروع مشاريع بروجكت
        overdue late behind delayed missed missing outstanding متاخر متاخره المتاخره فايت فايته فات متاخرين
        pending unfinished remaining left مفتوحه مفتوح باقي باقيه متبقيه ناقص ناقصه معلقه
        due deadline expiring موعد استحقاق مستحقه ميعاد معاد ديدلاين
        priority prio priorities اولويه اولويات اهميه
        important importance مهم هام هامه
        detail details info information description تفاصيل معلومات بيانات
        status going progress state standing coming doing along وضع حاله ماشي تقدم سير اخبار وصل percentage percent نسبه اخبار
        insight insights statistics stats report analytics احصاءات احصائيات تقرير نظره
        load loaded busy busiest workload overloaded swamped مشغول مضغوط ضغط
        comment remark ملاحظه ملاحظات تعليق نوت append
        summary digest briefing recap roundup ملخص موجز خلاصه round-up roundup brief recaps overview
        daily everyday يومي يوميا
        mine my لي عندي عليا علي بتاعتي
        post publish share announce انشر انزل نزل بلغ
        news updates ابديت تحديث تحديثات خبر
        team everyone everybody crew staff فريق الفريق الكل الشباب
        everything all whole every كل جميع كافه كلها
        """

    private static let compoundLines = """
        task = to do, to dos, to-do, to-dos, action item, action items
        stop = switch off, turn off, shut off, no more, any more, anymore, no longer
        start = turn on, switch on
        daily = every day, each day, every morning, each morning, every evening, كل يوم, كل صباح, كل صبح, كل مساء
        not = no need
        delete = get rid of, take off, throw away, throw out
        complete = check off, cross off, tick off, ticked off, checked off, crossed off, tick it off, tick that off, check it off, check that off, cross it off, cross that off, is done, got done, taken care of
        undo = take back, take that back, roll back, go back, changed my mind
        move = put off, push back, push out, put back
        overdue = past due, running late, past their deadline, past deadline, behind schedule, past its date
        due = due date, due by, تاريخ التسليم
        status = coming along, getting on, how far, where are we, where do we stand, up to
        create = set up, put down, write down, note down, jot down, jot, kick off
        remind = let me know, don't let me forget, give me a nudge
        find = look for, look up, search for, looking for
        reopen = open again, not finished, not done
        summary = daily report, morning report
        """

    static let lightWords = Set(
        """
        a an the i im i'm ill i'd id we us our you your u it its is are am be been was were do does have having will would could can should shall may might must
        to for of on in at by with from about into onto as than so and or but if then else also too that this these those there here please pls plz kindly thanks thank
        thx hey hi hello ok okay well just now need want wanna gotta like let lets let's me us go ahead quickly quick bot assistant dear one any some up out there's got gonna
        called named titled saying name title still currently right anything something thing things stuff currently actually really maybe finally
        في علي الي عن ان انه او و ثم قد هل هو هي هم انا نحن انت هذا هذه ذلك تلك اللي الذي التي بها به له لها مع يا لو سمحت فضلك ممكن اريد ابي ابغي ابغا عايز عاوز بدي حابب محتاج لازم يجب
        من شكرا رجاء ارجو اود احتاج يمكنك تقدر ودي اسمها اسمه بعنوان باسم بس كمان ايضا الان دلوقتي هلا لنا لك فيه فيها
        """.split(whereSeparator: \.isWhitespace).map { DateWords.fold(String($0)) })

    /// Words by which a sentence says that it does not want something.
    static let negations = Set(
        "not needn't neednt isn't isnt aren't arent wasn't wasnt haven't havent hasn't hasnt dont don't doesnt doesn't didnt didn't never cant can't cannot wont won't shouldnt shouldn't without nor لا لم لن مش مو ليس بلاش لسه ماتحذف".split(separator: " ").map { DateWords.fold(String($0)) }
    )
}
