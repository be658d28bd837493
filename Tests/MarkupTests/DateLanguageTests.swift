import Markup
import NewsModel
import Testing

/// Dates as the languages of the news write them.
@Suite struct DateLanguageTests {
    /// A language's months, several names of one apart by a slash, and its days from Monday.
    struct Calendar: CustomTestStringConvertible, Sendable {
        let language: String
        let months: [String]
        let days: [String]
        var testDescription: String { language }

        init(_ language: String, _ months: String, _ days: String) {
            self.language = language
            self.months = months.split(separator: " ").map { String($0).replacing("_", with: " ") }
            self.days = days.split(separator: " ").map { String($0).replacing("_", with: " ") }
        }
    }

    static let calendars = [
        Calendar(
            "ar",
            "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
            "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"),
        Calendar(
            "tr",
            "Ocak/Oca Şubat/Şub Mart/Mar Nisan/Nis Mayıs/May Haziran/Haz Temmuz/Tem Ağustos/Ağu Eylül/Eyl Ekim/Eki Kasım/Kas "
                + "Aralık/Ara",
            "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar"),
        Calendar(
            "fa",
            "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
            "دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه"),
        Calendar(
            "ru",
            "января/январь/янв. февраля/февраль/февр. марта/март/мар. апреля/апрель/апр. мая/май июня/июнь/июн. июля/июль/июл. "
                + "августа/август/авг. сентября/сентябрь/сент. октября/октябрь/окт. ноября/ноябрь/нояб. декабря/декабрь/дек.",
            "понедельник вторник среда четверг пятница суббота воскресенье"),
        Calendar(
            "de",
            "Januar/Jan./Jan Februar/Feb./Feb März/Mär April/Apr./Apr Mai Juni/Jun Juli/Jul August/Aug./Aug September/Sept./Sep "
                + "Oktober/Okt./Okt November/Nov./Nov Dezember/Dez./Dez",
            "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"),
        Calendar(
            "fr",
            "janvier/janv. février/févr. mars avril/avr. mai juin juillet/juil. août septembre/sept. octobre/oct. novembre/nov. "
                + "décembre/déc.",
            "lundi mardi mercredi jeudi vendredi samedi dimanche"),
        Calendar(
            "es",
            "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago septiembre/sept octubre/oct "
                + "noviembre/nov diciembre/dic",
            "lunes martes miércoles jueves viernes sábado domingo"),
        Calendar(
            "it",
            "gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago settembre/set ottobre/ott "
                + "novembre/nov dicembre/dic",
            "lunedì martedì mercoledì giovedì venerdì sabato domenica"),
        Calendar(
            "pt",
            "janeiro/jan. fevereiro/fev. março/mar. abril/abr. maio/mai. junho/jun. julho/jul. agosto/ago. setembro/set. "
                + "outubro/out. novembro/nov. dezembro/dez.",
            "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"),
        Calendar(
            "nl",
            "januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sep oktober/okt "
                + "november/nov december/dec",
            "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
        Calendar(
            "pl",
            "stycznia/styczeń/sty lutego/luty/lut marca/marzec/mar kwietnia/kwiecień/kwi maja/maj czerwca/czerwiec/cze "
                + "lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz października/październik/paź listopada/listopad/lis "
                + "grudnia/grudzień/gru",
            "poniedziałek wtorek środa czwartek piątek sobota niedziela"),
        Calendar(
            "el",
            "Ιανουαρίου/Ιανουάριος/Ιαν Φεβρουαρίου/Φεβρουάριος/Φεβ Μαρτίου/Μάρτιος/Μαρ/Μάρ Απριλίου/Απρίλιος/Απρ "
                + "Μαΐου/Μάιος/Μαΐ/Μάι Ιουνίου/Ιούνιος/Ιουν/Ιούν Ιουλίου/Ιούλιος/Ιουλ/Ιούλ Αυγούστου/Αύγουστος/Αυγ/Αύγ "
                + "Σεπτεμβρίου/Σεπτέμβριος/Σεπ Οκτωβρίου/Οκτώβριος/Οκτ Νοεμβρίου/Νοέμβριος/Νοε/Νοέ Δεκεμβρίου/Δεκέμβριος/Δεκ",
            "Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή Σάββατο Κυριακή"),
        Calendar(
            "he",
            "ינואר/ינו׳ פברואר/פבר׳ מרץ אפריל/אפר׳ מאי יוני יולי אוגוסט/אוג׳ ספטמבר/ספט׳ אוקטובר/אוק׳ נובמבר/נוב׳ דצמבר/דצמ׳",
            "יום_שני יום_שלישי יום_רביעי יום_חמישי יום_שישי יום_שבת יום_ראשון"),
        Calendar(
            "hu",
            "január/jan. február/febr. március/márc. április/ápr. május/máj. június/jún. július/júl. augusztus/aug. "
                + "szeptember/szept. október/okt. november/nov. december/dec.",
            "hétfő kedd szerda csütörtök péntek szombat vasárnap"),
        Calendar(
            "ja",
            "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
            "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日"),
        Calendar(
            "ko",
            "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월",
            "월요일 화요일 수요일 목요일 금요일 토요일 일요일"),
        Calendar(
            "zh",
            "一月/1月 二月/2月 三月/3月 四月/4月 五月/5月 六月/6月 七月/7月 八月/8月 九月/9月 十月/10月 十一月/11月 十二月/12月",
            "星期一 星期二 星期三 星期四 星期五 星期六 星期日"),
    ]

    @Test(arguments: calendars)
    func `every month is read by each of its names, with the weekday before it, behind it or not at all`(calendar: Calendar) {
        #expect(calendar.months.count == 12 && calendar.days.count == 7)
        for (index, names) in calendar.months.enumerated() {
            let month = index < 9 ? "0\(index + 1)" : "\(index + 1)"
            for name in names.split(separator: "/") {
                for (text, expected) in [
                    ("5 \(name) 2026", "2026-\(month)-05"),
                    ("\(calendar.days[index % 7]), 05 \(name) 2026 13:40:00 +0200", "2026-\(month)-05T11:40:00Z"),
                    ("5 \(name) 2026 \(calendar.days[6 - index % 7])", "2026-\(month)-05"),
                    ("5. \(name) 26, 13:40", "2026-\(month)-05T13:40:00Z"),
                ] {
                    #expect(DateReading.read(text, language: calendar.language)?.date.description == expected, "\(text)")
                }
            }
        }
    }

    /// The form that each language uses when it is careful.
    @Test(arguments: [
        ("ar", "الخميس، 5 مارس 2026"),
        ("tr", "5 Mart 2026 Perşembe"),
        ("fa", "پنجشنبه 5 مارس 2026"),
        ("ru", "четверг, 5 марта 2026 г."),
        ("de", "Donnerstag, 5. März 2026"),
        ("fr", "jeudi 5 mars 2026"),
        ("es", "jueves, 5 de marzo de 2026"),
        ("it", "giovedì 5 marzo 2026"),
        ("pt", "quinta-feira, 5 de março de 2026"),
        ("nl", "donderdag 5 maart 2026"),
        ("pl", "czwartek, 5 marca 2026"),
        ("el", "Πέμπτη 5 Μαρτίου 2026"),
        ("he", "יום חמישי, 5 במרץ 2026"),
        ("hu", "2026. március 5., csütörtök"),
        ("ja", "2026年3月5日木曜日"),
        ("ko", "2026년 3월 5일 목요일"),
        ("zh", "2026年3月5日星期四"),
    ])
    func `a whole date is read in its language's own order`(language: String, text: String) {
        #expect(DateReading.read(text, language: language)?.date.description == "2026-03-05")
    }

    @Test(arguments: [
        ("zh", "2026年3月5日下午1:40", "2026-03-05T13:40:00Z"), ("zh", "2026年3月5日 星期四 上午12:40", "2026-03-05T00:40:00Z"),
        ("ko", "2026년 3월 5일 오후 1:40", "2026-03-05T13:40:00Z"), ("ko", "2026. 3. 5. 오전 9:40", "2026-03-05T09:40:00Z"),
        ("ja", "令和8年3月5日 13時40分", "2026-03-05T13:40:00Z"), ("ja", "2026年(令和8年)3月5日", "2026-03-05"),
        ("fa", "پنجشنبه ۱۴ اسفند ۱۴۰۴ - ۱۳:۴۰", "2026-03-05T13:40:00Z"), ("fa", "۱۴۰۴/۱۲/۱۴", "2026-03-05"),
        ("fa", "۱ فروردین ۱۴۰۴", "2025-03-21"), ("fa", "۳۰ اسفند ۱۴۰۳", "2025-03-20"), ("fa", "۵ مارس ۲۰۲۶", "2026-03-05"),
        ("ar", "الخميس، ٥ مارس ٢٠٢٦ - ١:٤٠ م", "2026-03-05T13:40:00Z"), ("ar", "5 آذار 2026", "2026-03-05"),
        ("he", "יום חמישי, 5 במרץ 2026", "2026-03-05"), ("tr", "05 Mart 2026 Perşembe 13:40", "2026-03-05T13:40:00Z"),
        ("ca", "dijous, 2 d’abril del 2026", "2026-04-02"), ("vi", "Thứ Năm, 5 tháng 3, 2026", "2026-03-05"),
        ("vi", "Thứ 5, 05 thg 3 2026", "2026-03-05"), ("th", "5 มีนาคม 2569", "2026-03-05"), ("th", "05/03/2569", "2026-03-05"),
        ("en", "5 March 2569", "2569-03-05"),
        ("hu", "2026. április 2., csütörtök", "2026-04-02"),
        ("uk", "четвер, 5 березня 2026 р. о 13:40", "2026-03-05T13:40:00Z"), ("lv", "2026. gada 5. marts", "2026-03-05"),
        ("hr", "5. lis 2026.", "2026-10-05"), ("tr", "13 OCAK 2026 SALI 14:30", "2026-01-13T14:30:00Z"),
        ("tr", "3 MAYIS 2026", "2026-05-03"), ("fr", "11 janvier 2026 à 14 h 30", "2026-01-11T14:30:00Z"),
        ("fr", "11 janvier 2026, 14 h", "2026-01-11T14:00:00Z"), ("es", "11 de enero de 2026, 1:40 p. m.", "2026-01-11T13:40:00Z"),
        ("ar", "11 تشرين الاول 2026", "2026-10-11"), ("ar", "11 يونيه 2026", "2026-06-11"),
        ("en", "11 May 2026 1 pm", "2026-05-11T13:00:00Z"),
        ("fa", "1404-12-14 13:40", "2026-03-05T13:40:00Z"), ("th", "2569-03-05", "2026-03-05"),
        ("th", "Fri, 05/01/2567 10:00", "2024-01-05T10:00:00Z"), ("fa", "Wed, 12/02/1403", "2024-05-01"),
    ])
    func `clocks, eras and calendars of the language are read`(language: String, text: String, expected: String) {
        #expect(DateReading.read(text, language: language)?.date.description == expected)
    }

    @Test(arguments: ["۳۰ اسفند ۱۴۰۴", "۳۲ فروردین ۱۴۰۴", "۱ مهر ۲۰۲۶", "令和8年13月5日", "5 tháng 13, 2026", "2026. 13. 5."])
    func `a day that no calendar has is no date`(text: String) {
        #expect(DateReading.read(text) == nil)
    }
}
