/// The words of dates in the languages feeds are written in: month names, and the small words around them.
///
/// Source: Unicode CLDR, `months` in their wide and abbreviated, formatting and stand-alone forms.
enum DateWords {
    /// 1–12 for a month's name in lower case, without a closing full stop; nil where it is none.
    ///
    /// - Parameter isCroatian: `listopad` is October in Croatian, November in Polish and Czech.
    static func month(_ word: String, isCroatian: Bool = false) -> Int? {
        if isCroatian, let month = croatian[word] { return month }
        if let month = months[word] { return month }
        // בינואר is "in January".
        if word.hasPrefix("ב"), let month = months[String(word.dropFirst())] { return month }
        // "Sept", "Janu", "Decem": a shortened English name.
        guard word.utf8.count >= 3, word.utf8.count < 9 else { return nil }
        let matches = english.enumerated().filter { $0.element.hasPrefix(word) }
        return matches.count == 1 ? matches[0].offset + 1 : nil
    }

    /// 1 Monday – 7 Sunday for an English day's name, whole or shortened; nil for all others: they say nothing that is needed.
    static func weekday(_ word: String) -> Int? {
        guard word.utf8.count >= 3 else { return nil }
        for (index, name) in englishDays.enumerated() where name.hasPrefix(word) { return index + 1 }
        return ["weds": 3, "thurs": 4, "tues": 2][word]
    }

    /// Words that stand between the parts of a date and say nothing.
    static let fillers: Set<String> = [
        "at", "on", "the", "of", "um", "am", "de", "del", "le", "à", "a las", "las", "el", "den", "der", "uhr", "kl", "klo", "saat", "g",
        "г", "год", "года", "в", "o", "ora", "alle", "ore", "da", "em", "às", "r", "godz", "ημέρα", "στις", "في", "الساعة", "yr", "v", "u",
        "st", "nd", "rd", "th", "er", "º", "ª", "ème", "e", "de la", "ás", "es", "hrs", "hr", "年", "月", "日", "년", "월", "일", "時", "时", "分",
        "秒", "시", "분", "초", "م", "هـ", "р", "року", "рік", "о", "m", "d", "gada", "gads", "plkst", "ж", "жыл", "жылғы", "թ", "ที่", "วันที่",
        "เดือน", "ปี",
        "ค.ศ", "พ.ศ", "เวลา", "น", "ngày", "năm", "lúc", "jam", "pukul", "ساعت", "ב", "בשעה", "שעה", "clock", "ur", "do", "në",
    ]

    /// Forenoon: false, afternoon: true.
    static let halves: [String: Bool] = [
        "am": false, "pm": true, "ص": false, "صباحا": false, "صباحًا": false, "م": true, "مساء": true, "مساءً": true,
        "öö": false, "ös": true, "上午": false, "下午": true, "午前": false, "午後": true, "오전": false, "오후": true, "πμ": false, "μμ": true,
        "قظ": false, "بظ": true, "sa": false, "ch": true, "pd": false, "md": true, "ptg": true,
    ]

    /// The halves that stand before the time: `下午3:04`, `오후 3:04`. What could be another word there is not among them.
    static let leadingHalves: [String: Bool] = halves.filter { half in half.key.unicodeScalars.contains { $0.value >= 0x3000 } }

    /// Words before a day's number that is not the date's: `Thứ 6` is Friday.
    static let dayMarks: Set<String> = ["thứ"]

    /// Words before a month's number: `3 tháng 1, 2025`.
    static let monthMarks: Set<String> = ["tháng", "thg"]

    /// What is added to a year that is counted in an era's, by the era's name before it.
    static let eras: [String: Int] = ["令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911]

    /// Whether a word says what the number after it counts.
    static func isCounting(_ word: String) -> Bool { monthMarks.contains(word) || dayMarks.contains(word) || eras[word] != nil }

    /// 1–12 for a month of the Persian calendar, by its name in Iran or in Afghanistan.
    static func persianMonth(_ word: String) -> Int? {
        // With the Arabic forms of two letters, as keyboards write them.
        if let month = persian[word] { return month }
        guard word.unicodeScalars.contains(where: { $0 == "\u{64A}" || $0 == "\u{643}" }) else { return nil }
        return persian[word.replacing("\u{64A}", with: "\u{6CC}").replacing("\u{643}", with: "\u{6A9}")]
    }

    private static let persian = table(of: [
        "فروردین اردیبهشت خرداد تیر مرداد/امرداد شهریور مهر آبان آذر دی بهمن اسفند",
        "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
    ])

    private static let english = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ]
    private static let englishDays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    private static let croatianLine =
        "siječnja/siječanj/sij veljače/veljača/velj ožujka/ožujak/ožu travnja/travanj/tra svibnja/svibanj/svi lipnja/lipanj/lip srpnja/srpanj/srp"
        + " kolovoza/kolovoz/kol rujna/rujan/ruj listopada/listopad/lis studenoga/studenog/studeni/stu prosinca/prosinac/pro"

    /// One line a language, months apart by a space, the names of one month by a slash.
    private static let lines = [
        // en, de, nl, sv, da, no, fi
        "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct november/nov december/dec",
        "januar/jänner/jän februar/feber/febr märz/mär/maerz/mrz april mai juni juli august september oktober/okt november dezember/dez",
        "januari februari maart/mrt april mei juni juli augustus september oktober/okt november december",
        "januari februari mars april maj juni juli augusti september oktober/okt november december",
        "januar februar marts/mars april maj/mai juni juli august september oktober/okt november december/des/desember",
        "tammikuu/tammikuuta/tammi helmikuu/helmikuuta/helmi maaliskuu/maaliskuuta/maalis huhtikuu/huhtikuuta/huhti toukokuu/toukokuuta/touko"
            + " kesäkuu/kesäkuuta/kesä heinäkuu/heinäkuuta/heinä elokuu/elokuuta/elo syyskuu/syyskuuta/syys lokakuu/lokakuuta/loka"
            + " marraskuu/marraskuuta/marras joulukuu/joulukuuta/joulu",
        // fr, es, it, pt, ca, gl, ro
        "janvier/janv/jan février/fevrier/févr/fév/fev mars avril/avr mai juin juillet/juil/jui août/aout/aoû septembre/sept octobre/oct"
            + " novembre/nov décembre/decembre/déc/dec",
        "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago septiembre/setiembre/sep/sept/set octubre/oct"
            + " noviembre/nov diciembre/dic",
        "gennaio/gen febbraio/febb/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago settembre/set/sett ottobre/ott"
            + " novembre/nov dicembre/dic",
        "janeiro/jan fevereiro/fev março/marco/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set outubro/out novembro/nov"
            + " dezembro/dez",
        "gener/gen febrer/febr març abril maig juny/juny juliol/jul agost/ag setembre/set octubre/oct novembre/nov desembre/des",
        "xaneiro/xan febreiro/feb marzo abril maio xuño/xuñ xullo/xul agosto setembro outubro novembro decembro",
        "ianuarie/ian februarie/feb martie/mart aprilie/apr mai iunie/iun iulie/iul august/aug septembrie/sept octombrie/oct noiembrie/noi"
            + " decembrie/dec",
        // ru, uk, bg, be, sr, mk
        "января/январь/янв февраля/февраль/фев/февр марта/март/мар апреля/апрель/апр мая/май июня/июнь/июн июля/июль/июл августа/август/авг"
            + " сентября/сентябрь/сен/сент октября/октябрь/окт ноября/ноябрь/ноя/нояб декабря/декабрь/дек",
        "січня/січень/січ лютого/лютий/лют березня/березень/бер квітня/квітень/квіт/кві травня/травень/трав/тра червня/червень/черв/чер"
            + " липня/липень/лип серпня/серпень/серп/сер вересня/вересень/вер жовтня/жовтень/жовт/жов листопада/листопад/лист/лис грудня/грудень/груд/гру",
        "януари/яну/ян февруари/фев/февр март април/апр май юни юли август септември/септ октомври/окт ноември/ное/ноем декември/дек",
        "студзеня/студзень/сту лютага/люты/лют сакавіка/сакавік/сак красавіка/красавік/кра мая/май чэрвеня/чэрвень/чэр ліпеня/ліпень/ліп"
            + " жніўня/жнівень/жні верасня/верасень/вер кастрычніка/кастрычнік/кас лістапада/лістапад/ліс снежня/снежань/сне",
        "јануар/јан фебруар/феб март/мар април/апр мај јун/јуни јул/јули август/авг септембар/сеп октобар/окт новембар/нов децембар/дец",
        "јануари февруари март април мај јуни јули август септември октомври ноември декември",
        // pl, cs, sk, hr, sl, lt, lv, et, hu
        "stycznia/styczeń/sty lutego/luty/lut marca/marzec/mar kwietnia/kwiecień/kwi maja/maj czerwca/czerwiec/cze lipca/lipiec/lip"
            + " sierpnia/sierpień/sie września/wrzesień/wrz października/październik/paź listopada/listopad/lis grudnia/grudzień/gru",
        "ledna/leden/led února/únor/úno března/březen/bře dubna/duben/dub května/květen/kvě června/červen/čvn července/červenec/čvc"
            + " srpna/srpen/srp září/zář října/říjen/říj listopadu/listopad prosince/prosinec/pro",
        "januára/január februára/február marca/marec apríla/apríl mája/máj júna/jún júla/júl augusta/august septembra/september októbra/október"
            + " novembra/november decembra/december",
        croatianLine,
        "januarja februarja marca aprila maja/maj junija/junij julija/julij avgusta/avgust/avg septembra oktobra novembra decembra",
        "sausio/sausis/saus vasario/vasaris/vas kovo/kovas/kov balandžio/balandis/bal gegužės/gegužė/geg birželio/birželis/birž liepos/liepa/liep"
            + " rugpjūčio/rugpjūtis/rugp rugsėjo/rugsėjis/rugs spalio/spalis/spal lapkričio/lapkritis/lapkr gruodžio/gruodis/gruod",
        "janvāris/janv februāris/febr marts aprīlis/apr maijs jūnijs/jūn jūlijs/jūl augusts/aug septembris/sept oktobris/okt novembris/nov decembris/dec",
        "jaanuar/jaan veebruar/veebr märts aprill/apr mai juuni juuli august/aug september/sept oktoober/okt november/nov detsember/dets",
        "január/jan február/febr/feb március/márc/mar április/ápr/apr május/máj/maj június/jún/jun július/júl/jul augusztus/aug szeptember/szept/szep"
            + " október/okt november/nov december/dec",
        // tr, az, el, ar (both sets), fa, he, id, ms, vi, sq
        "ocak/oca şubat/şub/subat mart/mar nisan/nis mayıs/mayis/may haziran/haz temmuz/tem ağustos/agustos/ağu eylül/eylul/eyl ekim/eki kasım/kasim/kas"
            + " aralık/aralik/ara",
        "yanvar/yan fevral/fev mart aprel/apr may iyun/iyn iyul/iyl avqust/avq sentyabr/sen oktyabr/okt noyabr/noy dekabr/dek",
        "ιανουαρίου/ιανουάριος/ιαν φεβρουαρίου/φεβρουάριος/φεβ μαρτίου/μάρτιος/μαρ/μάρ απριλίου/απρίλιος/απρ μαΐου/μάιος/μαΐ/μαι/μάι"
            + " ιουνίου/ιούνιος/ιουν/ιούν ιουλίου/ιούλιος/ιουλ/ιούλ αυγούστου/αύγουστος/αυγ/αύγ σεπτεμβρίου/σεπτέμβριος/σεπ"
            + " οκτωβρίου/οκτώβριος/οκτ νοεμβρίου/νοέμβριος/νοε/νοέ δεκεμβρίου/δεκέμβριος/δεκ",
        "يناير/جانفي فبراير/فيفري مارس أبريل/ابريل/أفريل مايو/ماي يونيو/يونية/يونيه/جوان يوليو/يولية/يوليه/جويلية أغسطس/اغسطس/أوت سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر",
        "كانون_الثاني شباط آذار/اذار نيسان أيار/ايار حزيران تموز آب/اب أيلول/ايلول تشرين_الأول تشرين_الثاني كانون_الأول",
        "ژانویه/ژانویهٔ فوریه/فوریهٔ مارس آوریل مه/می ژوئن ژوئیه/ژوئیهٔ/جولای اوت/اوت/آگوست سپتامبر اکتبر نوامبر دسامبر",
        "ינואר/ינו פברואר/פבר מרץ אפריל/אפר מאי יוני/יונ יולי/יול אוגוסט/אוג ספטמבר/ספט אוקטובר/אוק נובמבר/נוב דצמבר/דצמ",
        "januari februari maret/mar april mei juni juli agustus/agu september oktober/okt november/nov/nop desember/des",
        "januari februari mac april mei jun julai ogos/ogo september oktober november disember/dis",
        "janar shkurt/shk mars/mar prill/pri maj qershor/qer korrik/korr gusht/gush shtator/sht tetor/tet nëntor/nën dhjetor/dhj",
        // hi, ur, bn, th, ka, hy, kk
        "जनवरी/जन फ़रवरी/फरवरी/फ़र/फर मार्च अप्रैल मई जून जुलाई/जुल अगस्त/अग सितंबर/सितम्बर/सित अक्टूबर/अक्तूबर/अक्टू/अक्तू नवंबर/नवम्बर/नव दिसंबर/दिसम्बर/दिस",
        "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
        "জানুয়ারি/জানুয়ারী/জানু/জানু ফেব্রুয়ারি/ফেব্রুয়ারী/ফেব মার্চ এপ্রিল/এপ্রি মে জুন জুলাই/জুল আগস্ট/আগ সেপ্টেম্বর/সেপ্টে/সেপ্ট/সেপ অক্টোবর/অক্টো নভেম্বর/নভে ডিসেম্বর/ডিসে",
        "มกราคม/ม.ค กุมภาพันธ์/ก.พ มีนาคม/มี.ค เมษายน/เม.ย พฤษภาคม/พ.ค มิถุนายน/มิ.ย กรกฎาคม/ก.ค สิงหาคม/ส.ค กันยายน/ก.ย ตุลาคม/ต.ค พฤศจิกายน/พ.ย ธันวาคม/ธ.ค",
        "იანვარი/იან თებერვალი/თებ მარტი/მარ აპრილი/აპრ მაისი/მაი ივნისი/ივნ ივლისი/ივლ აგვისტო/აგვ სექტემბერი/სექ ოქტომბერი/ოქტ ნოემბერი/ნოე დეკემბერი/დეკ",
        "հունվարի/հունվար/հնվ փետրվարի/փետրվար/փտվ մարտի/մարտ/մրտ ապրիլի/ապրիլ/ապր մայիսի/մայիս/մյս հունիսի/հունիս/հնս հուլիսի/հուլիս/հլս"
            + " օգոստոսի/օգոստոս/օգս սեպտեմբերի/սեպտեմբեր/սեպ հոկտեմբերի/հոկտեմբեր/հոկ նոյեմբերի/նոյեմբեր/նոյ դեկտեմբերի/դեկտեմբեր/դեկ",
        // zh, uz, is, sw
        "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
        "yanvar/yan fevral/fev mart aprel/apr may iyun/iyn iyul/iyl avgust/avg sentabr/sen oktabr/okt noyabr/noy dekabr/dek",
        "janúar febrúar mars apríl maí júní júlí ágúst/ágú september/sep október/okt nóvember/nóv desember/des",
        "januari/jan februari/feb machi/mac aprili/apr mei juni/jun julai/jul agosti/ago septemba/sep oktoba/okt novemba/nov desemba/des",
        "қаңтар/қаң ақпан/ақп наурыз/нау сәуір/сәу мамыр/мам маусым/мау шілде/шіл тамыз/там қыркүйек/қыр қазан/қаз қараша/қар желтоқсан/жел",
    ]

    /// A name that two languages give to different months keeps the first one's.
    private static let months = table(of: lines)
    private static let croatian = table(of: [croatianLine])

    private static func table(of lines: [String]) -> [String: Int] {
        var table: [String: Int] = [:]
        for line in lines {
            for (index, names) in line.split(separator: " ").prefix(12).enumerated() {
                for name in names.split(separator: "/") where name != "-" {
                    let key = DateTokens.folded(String(name).replacing("_", with: " "))
                    if table[key] == nil { table[key] = index + 1 }
                }
            }
        }
        return table
    }
}

extension String {
    fileprivate func replacing(_ old: Character, with new: Character) -> String { String(map { $0 == old ? new : $0 }) }
}
