import Markup
import Testing

@Suite struct LanguageDetectionTests {
    private static let arabic = "قالت شركة غوغل إن المدينة الجديدة ستفتح أبوابها أمام الزوار في الأسبوع المقبل بعد أعمال استمرت سنة كاملة "
    private static let russian = "Совет собрался во вторник вечером и решил починить старый мост до зимы, сообщил мэр города журналистам "
    private static let ukrainian = "Рада зібралася у вівторок увечері й вирішила полагодити старий міст до зими, її рішення є остаточним "
    private static let persian = "شورای شهر سه‌شنبه شب تشکیل جلسه داد و تصمیم گرفت پل قدیمی را پیش از زمستان تعمیر کند و چراغ بگذارد "

    @Test(arguments: [
        (arabic, "ar"), (arabic + arabic + "گوگل", "ar"), (persian, "fa"), (russian, "ru"), (ukrainian, "uk"),
        (russian + russian + russian + "Їжак", "ru"),
        ("Savet se sastao: Ово је текст који је написан на српском језику, ћирилицом, и говори о мосту преко реке", "sr"),
    ])
    func `a foreign name does not decide the language`(text: String, language: String) {
        #expect(LanguageDetection.language(of: text) == language)
    }

    @Test(arguments: [
        ("Der Rat hat am Dienstag beschlossen, dass die alte Brücke vor dem Winter repariert wird und für alle offen ist", "de"),
        ("LE CONSEIL DE LA VILLE A DÉCIDÉ QUE LE VIEUX PONT SERA RÉPARÉ AVANT L’HIVER, IL A ÉTÉ FERMÉ POUR UNE SEMAINE", "fr"),
        ("Hội đồng thành phố họp vào tối thứ ba, người dân được báo rằng cây cầu cũ sẽ được sửa trước mùa đông", "vi"),
        ("Belediye meclisi salı akşamı toplandı ve eski köprü için bir karar aldı, kış gelmeden onarılacak kadar para da var", "tr"),
        ("Bridge bridge bridge lamp lamp river river mayor mayor paper", nil),
    ])
    func `a Latin text is told by its commonest words`(text: String, language: String?) {
        #expect(LanguageDetection.language(of: text) == language)
    }

    @Test(arguments: [
        ("sr", "Ово је текст који је написан на српском језику, ћирилицом", true),
        ("sr-Latn", "Ово је текст који је написан на српском језику, ћирилицом, и говори о мосту", false),
        ("sr-Latn", "Ovo je tekst koji je napisan na srpskom jeziku, latinicom", true),
        ("sr-Cyrl", "Ovo je tekst koji je napisan latinicom", false),
        ("ku", "Şaredariyê biryar da ku pira kevn berî zivistanê bê çêkirin", true), ("en", arabic, false), ("ar", arabic, true),
        ("uz", russian, true), ("zh-Hant", "市議會星期二晚上開會兩個小時，決定在冬天來臨之前修復那座古老的橋樑，市長對記者說明了這個決定的原因。", true),
    ])
    func `a declared language fits a text in one of its scripts`(language: String, text: String, fits: Bool) {
        #expect(LanguageDetection.fits(language, text: text) == fits)
    }
}
