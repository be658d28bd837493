/// The days of the week in the languages feeds are written in.
///
/// Source: Unicode CLDR, `days` in their wide and abbreviated, formatting and stand-alone forms, word by word, without points, apostrophes and
/// joiners.
enum DayNames {
    /// Whether a word, in lower case, is a day's name or part of one. Which day is not told: the date says it.
    static func contains(_ word: String) -> Bool { names.contains(word) }

    private static let names = Set(lines.flatMap { $0.split(separator: " ").map { DateTokens.folded(String($0)) } })

    private static let lines = [
        // ar
        "الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت",
        // tr
        "pazar pazartesi salı çarşamba perşembe cuma cumartesi paz pzt sal çar per cum cmt",
        // fa
        "یکشنبه دوشنبه سهشنبه چهارشنبه پنجشنبه جمعه شنبه",
        // ru
        "воскресенье понедельник вторник среда четверг пятница суббота вс пн вт ср чт пт сб",
        // de
        "sonntag montag dienstag mittwoch donnerstag freitag samstag so mo di mi do fr sa",
        // fr
        "dimanche lundi mardi mercredi jeudi vendredi samedi dim lun mar mer jeu ven sam",
        // es
        "domingo lunes martes miércoles jueves viernes sábado dom mié jue vie sáb",
        // it
        "domenica lunedì martedì mercoledì giovedì venerdì sabato gio sab",
        // pt
        "segunda feira terça quarta quinta sexta seg ter qua qui sex",
        // nl
        "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag zo ma wo vr za",
        // pl
        "niedziela poniedziałek wtorek środa czwartek piątek sobota niedz pon wt śr czw pt sob",
        // el
        "κυριακή δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυρ δευ τρί τετ πέμ παρ σάβ",
        // he
        "יום ראשון שני שלישי רביעי חמישי שישי שבת א ב ג ד ה ו",
        // hu
        "vasárnap hétfő kedd szerda csütörtök péntek szombat sze cs szo",
        // ja
        "日曜日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日 月 火 水 木 金 土",
        // ko
        "일요일 월요일 화요일 수요일 목요일 금요일 토요일 일 월 화 수 목 금 토",
        // zh
        "星期日 星期一 星期二 星期三 星期四 星期五 星期六 周日 周一 周二 周三 周四 周五 周六",
        // zh-Hant
        "週日 週一 週二 週三 週四 週五 週六",
        // uk
        "неділя понеділок вівторок середа четвер пʼятниця субота нд",
        // cs
        "neděle pondělí úterý středa čtvrtek pátek ne po út st čt pá",
        // sk
        "nedeľa pondelok utorok streda štvrtok piatok ut št pi",
        // ro
        "duminică luni marți miercuri joi vineri sâmbătă dum mie vin sâm",
        // sv
        "söndag måndag tisdag onsdag torsdag fredag lördag sön mån tis ons tors fre lör",
        // da
        "søndag mandag tirsdag lørdag søn man tirs lør",
        // nb
        "tir tor",
        // fi
        "sunnuntaina maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntai maanantai tiistai"
            + " keskiviikko torstai perjantai lauantai su ti ke to pe la",
        // bg
        "неделя понеделник сряда четвъртък петък събота",
        // sr
        "недеља понедељак уторак четвртак петак нед пон уто сре чет пет суб",
        // hr
        "nedjelja ponedjeljak utorak srijeda četvrtak petak subota ned uto sri čet pet sub",
        // sl
        "nedelja ponedeljek torek sreda četrtek petek sre",
        // lt
        "sekmadienis pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sk pr an tr kt pn",
        // lv
        "svētdiena pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētd pirmd otrd trešd ceturtd piektd sestd",
        // et
        "pühapäev esmaspäev teisipäev kolmapäev neljapäev reede laupäev",
        // id
        "minggu senin selasa rabu kamis jumat sabtu min sen sel rab kam jum",
        // vi
        "chủ nhật thứ hai ba tư năm sáu bảy cn",
        // az
        "bazar ertəsi çərşənbə axşamı cümə şənbə",
        // ca
        "diumenge dilluns dimarts dimecres dijous divendres dissabte dg dl dt dc dj dv ds",
        // hi
        "रविवार सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रवि सोम मंगल बुध गुरु शुक्र शनि",
        // bn
        "রবিবার সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবি সোম মঙ্গল বুধ বৃহস্পতি শুক্র শনি",
        // th
        "วันอาทิตย์ วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี วันศุกร์ วันเสาร์ อาทิตย์ จันทร์ อังคาร พุธ พฤหัส ศุกร์ เสาร์",
        // ka
        "კვირა ორშაბათი სამშაბათი ოთხშაბათი ხუთშაბათი პარასკევი შაბათი კვი ორშ სამ ოთხ ხუთ პარ შაბ",
        // hy
        "կիրակի երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ կիր երկ երք չրք հնգ ուր շբթ",
        // kk
        "жексенбі дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жс дс сс бс жм",
        // uz
        "yakshanba dushanba seshanba chorshanba payshanba juma shanba yak dush sesh chor pay shan",
        // sq
        "diel hënë martë mërkurë enjte premte shtunë die hën mër enj pre sht",
        // mk
        "недела четврток петок сабота вто саб",
        // be
        "нядзеля панядзелак аўторак серада чацвер пятніца аў чц",
        // is
        "sunnudagur mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur sun mán þri mið fim fös lau",
        // ur
        "اتوار پیر منگل بدھ جمعرات جمعہ ہفتہ",
        // ms
        "ahad isnin khamis jumaat ahd isn kha",
        // sw
        "jumapili jumatatu jumanne jumatano alhamisi ijumaa jumamosi",
    ]
}
