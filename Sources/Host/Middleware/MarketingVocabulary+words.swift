// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension MarketingVocabulary {
    /// The built-in words of a language.
    struct BuiltIn {
        var language: String
        var stop: [String]
        var start: [String]
    }

    /// Nothing here is an ordinary answer to a question: not Spanish "baja" or "alta" (low and high), Portuguese "sair" (to leave a menu),
    /// German "abmelden" and French "me désinscrire" (to leave a course), Turkish "iptal" or Persian "لغو" (to cancel an order). Whoever wants one adds it in config.toml.
    static let builtIn = [
        BuiltIn(
            language: "en", stop: ["stop", "stop all", "stopall", "unsubscribe", "opt out", "optout"],
            start: ["start", "unstop", "subscribe", "opt in", "optin"]),
        BuiltIn(language: "ar", stop: ["إلغاء الاشتراك", "توقف", "أوقف", "إيقاف"], start: ["ابدأ", "اشتراك", "اشترك"]),
        BuiltIn(
            language: "es",
            stop: [
                "parar", "detener", "darme de baja", "darse de baja", "dar de baja", "quiero darme de baja", "cancelar suscripción",
                "cancelar la suscripción", "anular suscripción", "desuscribir", "desuscribirme", "no más publicidad", "no quiero publicidad",
            ],
            start: ["suscribir", "suscribirme", "suscribirse", "darme de alta", "quiero publicidad"]),
        BuiltIn(
            language: "fr",
            stop: [
                "arrêter", "arrêtez", "arrêt", "désabonner", "me désabonner", "se désabonner", "désabonnement", "stop pub", "plus de publicité",
                "pas de publicité",
            ],
            start: ["s'abonner", "m'abonner", "abonnez-moi", "réabonner", "me réabonner"]),
        BuiltIn(
            language: "pt",
            stop: [
                "parar", "pare", "descadastrar", "me descadastrar", "descadastre-me", "cancelar subscrição", "cancelar a subscrição",
                "sair da lista", "não quero publicidade", "não quero propaganda",
            ],
            start: ["subscrever", "quero receber ofertas", "quero publicidade"]),
        BuiltIn(
            language: "de",
            stop: ["stopp", "abbestellen", "werbung abbestellen", "newsletter abbestellen", "abmelden vom newsletter", "keine werbung", "keine werbung mehr"],
            start: ["abonnieren", "newsletter abonnieren", "wieder werbung"]),
        BuiltIn(
            language: "it",
            stop: [
                "ferma", "fermare", "disiscrivi", "disiscrivimi", "disiscrivermi", "disiscrizione", "niente pubblicità",
                "basta pubblicità",
            ],
            start: ["abbonarmi", "voglio le offerte", "voglio pubblicità"]),
        // The letter ı is another one than i, and many telephones write only the latter.
        BuiltIn(
            language: "tr",
            stop: [
                "dur", "durdur", "abonelikten çık", "abonelikten cik", "aboneliği iptal et", "aboneligi iptal et", "listeden çıkar", "listeden cikar",
                "reklam istemiyorum",
            ],
            start: ["abone ol", "yeniden abone ol", "reklam istiyorum"]),
        BuiltIn(
            language: "id", stop: ["berhenti", "berhenti berlangganan", "henti langganan", "hentikan", "unreg", "tidak mau iklan"],
            start: ["berlangganan", "mulai langganan"]),
        BuiltIn(
            language: "hi", stop: ["रोकें", "रोको", "स्टॉप", "सदस्यता समाप्त करें", "सदस्यता रद्द करें", "अनसब्सक्राइब", "विज्ञापन बंद करें", "विज्ञापन बंद करो"],
            start: ["सदस्यता लें", "सब्सक्राइब", "विज्ञापन शुरू करें"]),
        BuiltIn(
            language: "ur", stop: ["روکیں", "روکو", "سٹاپ", "اسٹاپ", "ان سبسکرائب", "سبسکرپشن ختم کریں", "اشتہار بند کریں", "اشتہارات بند کریں"],
            start: ["سبسکرائب", "سبسکرائب کریں", "اشتہارات شروع کریں"]),
        BuiltIn(
            language: "ru",
            stop: ["стоп", "отписаться", "отписка", "отпишите", "отпишите меня", "отменить подписку", "не хочу рекламу", "без рекламы"],
            start: ["подписаться", "подпишите меня", "хочу рекламу"]),
        BuiltIn(
            language: "fa", stop: ["توقف", "لغو اشتراک", "لغو11", "لغو۱۱", "تبلیغ نمی‌خواهم", "تبلیغ نمی خواهم", "تبلیغات نمی‌خواهم", "تبلیغات نمی خواهم"],
            start: ["اشتراک", "مشترک شدن"]),
    ]
}
