// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What the host itself says to people, by language. What flows say is theirs.
package struct HostTexts: Sendable {
    let failure: String
    let cancelled: String
    let nothingToCancel: String
    /// Where there is nothing to answer, and something comes later by itself.
    let nothingWaits: String
    let helpTitle: String
    let helpFlows: String
    let helpDetails: @Sendable (_ command: String) -> String
    let helpOf: @Sendable (_ help: String, _ usage: String) -> String
    let helpAlways: String
    let helpNothing: String
    let inConversation: @Sendable (String) -> String
    let notAllowed: String
    let registration: String
    let linked: @Sendable (_ name: String) -> String
    let codeWrong: String
    let codeLocked: String
    let formClosed: String
    let menuTitle: String
    let menuButton: String
    let missing: @Sendable (_ parameter: String, _ usage: String) -> String
    let wrong: @Sendable (_ parameter: String, _ value: String, _ expected: String, _ usage: String) -> String
    let unexpected: @Sendable (_ text: String, _ usage: String) -> String
    let tooFast: String
    let marketingStopped: String
    let marketingResumed: String
    let unreadable: String
    let fileLost: String
    let messageLost: String

    /// The texts of a language, English where there are none.
    static func of(_ language: String?) -> HostTexts {
        guard let base = language?.split(whereSeparator: { $0 == "-" || $0 == "_" }).first else { return english }
        return base.lowercased() == "ar" ? arabic : english
    }

    /// Whether it is what a person reads where a script failed.
    package static func isApology(_ text: String) -> Bool { [english, arabic].contains { $0.failure == text } }

    static let english = HostTexts(
        failure: "Sorry, something went wrong on our side. Please try again.",
        cancelled: "Cancelled.",
        nothingToCancel: "There is nothing to cancel.",
        nothingWaits: "There is nothing to cancel: I have asked you nothing. What is to come at its own time still comes.",
        helpTitle: "This is what I can do:",
        helpFlows: "Write one of these:",
        helpDetails: { "Say it in your own words, or write *help \($0)* and the like to see how it is written." },
        helpOf: { "\($0). Write it like this, or say it in your own words:\n\($1)" },
        helpAlways: "At any time: *menu*, *help*, *cancel*.",
        helpNothing: "There is nothing here yet.",
        inConversation: { "You are in the middle of: \($0). Just answer to go on, or write *cancel* to leave it." },
        notAllowed: "You may not do that. If you need it, ask whoever looks after this bot.",
        registration: "That is for registered staff. If you are one of us, ask an administrator for a code and write it here, like this: *code 1234 5678*",
        linked: { "Welcome, \($0)! This telephone is registered for you. Write *help* to see what you can do." },
        codeWrong: "That code is not right, or no longer valid. Please look again, or ask for a new one.",
        codeLocked: "Too many wrong codes. Please try again in an hour.",
        formClosed: "This form is closed. Please write to us again to open it anew.",
        menuTitle: "What would you like to do?",
        menuButton: "Menu",
        missing: { "\($0) is missing. Write it like this:\n\($1)" },
        wrong: { "\($0) should be \($2), and I read \"\($1)\". Write it like this:\n\($3)" },
        unexpected: { "I do not know what \"\($0)\" means here. Write it like this:\n\($1)" },
        tooFast: "You are writing faster than I can answer. Please wait a minute and write again: what you wrote just now is kept, but I do not act on it.",
        marketingStopped: "You will get no more advertising from us. We still answer when you write. To get it again, write *START*.",
        marketingResumed: "You will get our offers again. To end that, write *STOP*.",
        unreadable: "Sorry, I cannot read this kind of message. Please write it as text.",
        fileLost: "Sorry, your file did not arrive. Please send it again, or a smaller one.",
        messageLost: "Sorry, your last message did not arrive. Please send it again.")

    static let arabic = HostTexts(
        failure: "عذرا، حدث خطأ لدينا. من فضلك حاول مرة أخرى.",
        cancelled: "تم الإلغاء.",
        nothingToCancel: "لا يوجد شيء لإلغائه.",
        nothingWaits: "لا يوجد شيء لإلغائه: لم أسألك شيئا. وما له موعد سيأتي في موعده.",
        helpTitle: "هذا ما يمكنني فعله:",
        helpFlows: "اكتب واحدة من هذه:",
        helpDetails: { "قلها بكلماتك، أو اكتب *مساعدة \($0)* لترى كيف تُكتب." },
        helpOf: { "\($0). اكتبه هكذا، أو قله بكلماتك:\n\($1)" },
        helpAlways: "في أي وقت: *القائمة*، *مساعدة*، *إلغاء*.",
        helpNothing: "لا يوجد شيء هنا بعد.",
        inConversation: { "أنت الآن في: \($0). أجب للمتابعة، أو اكتب *إلغاء* للخروج." },
        notAllowed: "لا يمكنك القيام بذلك. إذا كنت تحتاجه فاسأل المسؤول عن هذا البوت.",
        registration: "هذا للموظفين المسجلين. إذا كنت واحدا منا فاطلب رمزا من المسؤول واكتبه هنا هكذا: *الرمز 1234 5678*",
        linked: { "أهلا \($0)! تم تسجيل هذا الهاتف باسمك. اكتب *مساعدة* لترى ما يمكنك فعله." },
        codeWrong: "هذا الرمز غير صحيح أو انتهت صلاحيته. راجعه من فضلك، أو اطلب رمزا جديدا.",
        codeLocked: "رموز خاطئة كثيرة. من فضلك حاول مرة أخرى بعد ساعة.",
        formClosed: "أُغلق هذا النموذج. اكتب لنا من جديد لفتحه.",
        menuTitle: "ماذا تريد أن تفعل؟",
        menuButton: "القائمة",
        missing: { "\($0) غير موجود. اكتبه هكذا:\n\($1)" },
        wrong: { "\($0): لم أفهم \"\($1)\" (\($2)). اكتبه هكذا:\n\($3)" },
        unexpected: { "لا أعرف ماذا تعني \"\($0)\" هنا. اكتبه هكذا:\n\($1)" },
        tooFast: "أنت تكتب أسرع مما أستطيع الرد. من فضلك انتظر دقيقة ثم اكتب مرة أخرى: ما كتبته الآن محفوظ، لكنني لن أنفذه.",
        marketingStopped: "لن تصلك منا رسائل إعلانية بعد الآن. سنرد عليك دائما عندما تكتب لنا. لاستقبالها من جديد اكتب *ابدأ*.",
        marketingResumed: "ستصلك عروضنا من جديد. لإيقافها اكتب *توقف*.",
        unreadable: "عذرا، لا أستطيع قراءة هذا النوع من الرسائل. من فضلك اكتبها كنص.",
        fileLost: "عذرا، لم يصل ملفك. من فضلك أرسله مرة أخرى، أو أرسل ملفا أصغر.",
        messageLost: "عذرا، لم تصل رسالتك الأخيرة. من فضلك أرسلها مرة أخرى.")
}
