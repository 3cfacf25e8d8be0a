// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What people write that asks for nothing of what a bot can do: greetings, small talk, tales, complaints, half sentences. The classifier learns
/// from it what none of the intents is.
enum IntentBackground {
    static let sentences = (english + arabic).split(separator: "\n").map(String.init)

    private static let english = """
        hello there
        hi how are you
        good morning
        good night
        how are you doing today
        thanks a lot
        thank you so much for your help
        ok great
        perfect
        that is fine
        sure no problem
        lol that was funny
        haha
        see you tomorrow
        talk to you later
        are you a robot
        who are you
        what can you do
        what is your name
        where are you from
        i am so tired today
        the weather is lovely
        it rained all day
        did you watch the game last night
        happy birthday
        congratulations on the new baby
        i love this place
        this is terrible service
        i am not happy with this
        your driver was rude
        nobody answered my call
        i have been waiting for an hour
        my parcel arrived broken
        the box was damaged
        i want my money back
        can i speak to a manager
        i want to talk to somebody
        call me please
        what are your opening hours
        when do you open
        are you open on sunday
        where is your shop
        do you deliver to my city
        how much is delivery
        how much does it cost
        what is the price of this
        do you have this in blue
        is it in stock
        can i pay by card
        do you offer a discount
        can i return it
        i deleted my photos by accident
        i finished my lunch
        we finished our dinner and went home
        i missed the bus this morning
        i was late for work
        my brother works on a big project in dubai
        she was added to a group
        he told me a story
        they cancelled my flight
        i lost my phone
        i bought a new car last week
        the meeting was long
        the movie was great
        my mother is ill
        i think so
        maybe later
        not now
        i do not know
        no idea
        what
        why
        when
        and then
        but
        i want to
        can you
        please
        do not do anything yet
        do not touch it for now
        please do not delete it
        don't finish that yet
        don't remind me about it
        you don't need to make a task for this
        leave it as it is
        never mind
        forget it
        it is nothing
        tell me a joke
        what is the capital of france
        who won the election
        how do i cook rice
        translate this to french
        is it going to rain
        what time is it
        i will do it myself
        i already told you
        you are wrong
        that is not what i meant to say about him
        a friend of mine deleted the file
        we closed the shop early because of the storm
        my daughter finished school
        the project manager was nice
        i read the report in the newspaper
        somebody moved my car
        hi there
        good morning everyone
        thanks a lot, you're a star
        lol that's hilarious
        do you have these shoes in size nine
        how much is delivery to the city centre
        my parcel arrived broken and i'm not happy
        i want a refund for the coffee machine
        is the blue one still in stock
        are you a robot or a real person
        who made you
        what's the weather like in london
        happy birthday to you
        see you later, have a good one
        ok
        yeah fine by me
        no worries mate
        sorry i was stuck in traffic
        don't create a task for that
        please don't delete anything
        i never said i was finished
        no need to remind me, i know
        i don't want a new project
        you needn't assign it to anybody
        leave the list as it is
        my old boss always gave every task to me
        yesterday i dreamt i had finished all my work
        my teacher used to set us so many tasks at school
        that song reminds me of my grandmother
        he closed the door and left the office
        the housing project down the road looks awful
        she found her keys under the sofa
        we deleted the photos from our holiday by accident
        i noted that the bus was late again
        my train was overdue and i stood in the rain
        the film was so long i thought it would never finish
        did you watch the cricket last night
        what did you have for lunch
        i'm so tired of this week
        the customer was rude to me and i'm upset
        your service is terrible, nobody ever answers
        namaste ji, how is the family
        can you translate this into french
        wrong number, sorry
        what is the capital of australia
        """

    private static let arabic = """
        مرحبا
        السلام عليكم
        صباح الخير
        مساء الخير
        كيف حالك
        ازيك عامل ايه
        شلونك
        شكرا جزيلا
        تسلم
        الله يعطيك العافية
        تمام
        ماشي
        طيب
        مع السلامة
        من انت
        هل انت روبوت
        ما اسمك
        ماذا تستطيع ان تفعل
        الجو حلو اليوم
        انا تعبان
        كل عام وانتم بخير
        مبروك
        متى تفتحون
        ما هي ساعات العمل
        اين موقعكم
        فين المحل
        هل توصلون الى مدينتي
        كم سعر التوصيل
        بكم هذا
        كم السعر
        هل عندكم لون اخر
        هل يوجد خصم
        اريد استرجاع فلوسي
        الخدمة سيئة جدا
        السائق كان غير محترم
        وصلتني البضاعة مكسورة
        انتظرت ساعة ولم يرد احد
        اريد التحدث مع موظف
        اتصل بي
        خلصت الاكل وراح انام
        خلصنا العشاء ورجعنا البيت
        حذفت صوري بالغلط
        فاتني الباص اليوم
        تاخرت على الشغل
        اخي يعمل في مشروع كبير
        ضاع تلفوني
        اشتريت سيارة جديدة
        الاجتماع كان طويلا
        الفيلم كان جميلا
        لا ادري
        ما اعرف
        يمكن بعدين
        مش دلوقتي
        لا تحذفها الان
        ما تحذف المهمة الحين
        لا تخلص شي
        لا تذكرني فيها
        مش لازم تفكرني
        خليها زي ما هي
        خلاص ولا يهمك
        انس الموضوع
        احكي لي نكتة
        كم الساعة
        هل ستمطر
        ترجم هذه الجملة
        انا ساعملها بنفسي
        ابنتي خلصت المدرسة
        صاحبي مسح الملف
        مدير المشروع كان لطيفا
        ممكن
        اريد ان
        صباح الخير، كيف حالك؟
        شكرا جزيلا على المساعدة
        هل المحل مفتوح يوم الجمعة؟
        كم سعر هذا الجهاز؟
        أنا غاضب جدا من خدمتكم
        من أنت بالضبط؟
        لا تحذف شيئا من فضلك
        لا أريد إضافة أي مهمة الآن
        أخي أنهى مشروع تخرجه أمس وفرحنا به كثيرا
        كان اجتماع اليوم طويلا ومملا
        هل توصلون الطلبات إلى خارج المدينة؟
        ذكّرتني هذه الأغنية بأيام الجامعة
        الطقس حار جدا في هذه الأيام
        لم يصلني الطلب حتى الآن وأنا أنتظر منذ أسبوع
        ما معنى كلمة أولوية بالإنجليزية؟
        قرأت كتابا جميلا عن إدارة الوقت
        كل عام وأنتم بخير
        أحتاج إلى إجازة طويلة
        ازيك عامل ايه؟
        تسلم ايدك يا كبير
        بكام الكيلو النهارده؟
        فين عنوانكم بالظبط؟
        متعملش حاجة دلوقتي، استنى لما أقولك
        مش عايزك تفكرني بحاجة
        مديري كل شوية يديني شغل وأنا تعبت
        امبارح اتأخرت على الشغل بسبب الزحمة
        ههههه دمك خفيف
        عندكم مقاس لارج من القميص ده؟
        نسيت مفاتيحي في البيت وقعدت على السلم ساعتين
        ماتش الأهلي خلص كام كام؟
        الخدمة عندكم بقت وحشة قوي
        مساك الله بالخير
        شلونك شخبارك؟
        وش رايك نطلع نتقهوى؟
        عندكم توصيل للرياض؟
        ما قلت لك تسكر المهمة، بس كنت اسأل
        لا تغير الموعد، خله على ما هو عليه
        ولد عمي فتح مشروع قهوة وخسر فيه
        متى تفتحون العصر؟
        يعطيك العافية ما قصرت
        الزبون رفع ضغطي اليوم
        قد جربت مطعم السمك اللي جنب المكتب؟
        كيفك اليوم؟ شو الأخبار؟
        يسلمو كتير، ما تعذب حالك
        في عندكن خصم عالجملة؟
        بكرا عيد ميلاد بنتي وكتير مبسوطة
        ما بدي ضيف حدا عالمشروع، خلص
        الكهربا مقطوعة من الصبح عنا
        رفيقي قال إنو مشروعو ماشي منيح بدبي
        وصلتني البضاعة مكسورة وبدي رجّع مصاري
        """
}
