/// The words that bylines are made of, names aside.
extension AuthorNames {
    /// Words that a name follows, wherever they stand.
    static let leads = Set(
        words:
            "by von par por door av af di autor autorin autore auteur author authors autoren автор авторы yazan yazar بقلم كتب كتبت کتبه written-by"
            + " words 作者 記者 记者 text tekst текст oleh penulis")
    /// Words that a name follows where they begin the line.
    static let firstLeads = Set(
        words:
            "from haber muhabir story guide byline de da durch posted written verfasst geschrieben publié escrito 文 文/ लेखक रिपोर्ट द्वारा مصنف مصنفہ تحریر"
            + " نویسنده")
    /// Words that say in a label, as those that lead a name do, that somebody wrote.
    static let writings = Set(words: "report reporting reportage bericht")
    /// Of Chinese: reporter.
    static let reporters = ["记者", "記者"]
    /// Of Chinese: what ends a line about who wrote, "reported", "photographed".
    static let dispatches = ["报道", "報導", "報道", "摄影", "攝影"]
    /// Legal forms of companies that no comma makes a degree, without the last point.
    static let companies: Set<String> = [
        "a.s", "s.r.o", "S.A", "N.V", "B.V", "S.p.A", "S.r.l", "A.Ş", "Inc", "Ltd", "LLC", "GmbH", "plc",
    ]
    /// Those that are letters alone: behind a comma they may be a degree.
    static let letterCompanies: Set<String> = ["AB", "AG", "ASA", "Oy", "Oyj"]
    static let notAuthors = Set(
        words:
            "edited reviewed photo photos photograph photographs photography image images illustration illustrations checked updated translated produced"
            + " sponsored powered presented brought curated recommended foto fotos bild bilder pictures фото світлина fotografie credit quelle source video music"
            + " recipe medically designed hosted inspired started followed diedit disunting")
    static let conjunctions = Set(words: "and und et y e ve og och en i и та & with mit avec con και و und/oder")
    /// Words before a place; "en" is one in some languages.
    static let prepositions = Set(words: "in em à")
    /// What stands before "with" and another name.
    static let collaborations = Set(
        words: "collaboration colaboración colaboração collaborazione col·laboració zusammenarbeit samenwerking cooperation")
    /// Sections and offices, as they stand alone behind a name.
    static let besides = Set(
        words:
            "arts culture politics business economy sport sports opinion world science technology health travel environment education lifestyle"
            + " politik wirtschaft kultur meinung wissenschaft gesellschaft politique économie culture société política economía cultura deportes"
            + " economist historian biologist novelist wartawan jurnalis kontributor صحفي صحفية كاتب كاتبة محرر محررة باحث مراسل خبرنگار نویسنده"
    )
    static let stops = Set(
        words:
            "on in at à for updated published posted min mins read am vom um le el em il is ist was is- • | from auf über last modified geändert aktualisiert"
            + " veröffentlicht publié publicado pubblicato opublikowano minutes comments comment share follow - ago before covers zuletzt stand"
            + " special shares about")
    /// Words that end a name even where they begin with a capital.
    static let labels = Set(
        words:
            "updated published posted aktualisiert veröffentlicht publié publicado pubblicato follow share shares comments contributor minutes last mins read"
            + " zuletzt stand special veröffentlicht: published: updated: modified datum datum: date: fecha: stand:")
    static let weekdays = Set(
        words:
            "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi"
            + " vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo")
    static let particles = Set(
        words:
            "de da do dos das del della di du van von der den ten ter la le el al bin ibn ben y e zu zum af av och af 't d' st. und i")
    static let roles = Set(
        words:
            "redakteur redakteurin reporter reporterin korrespondent korrespondentin journalist journalistin correspondent writer editor columnist contributor"
            + " autor autorin author senior staff freelance chief deputy managing political 기자 特派員 記者 记者 通讯员 通訊員 编辑 md phd"
            + " photographer editor-in-chief producer director manager founder co-founder ceo cto president head professor lecturer analyst specialist consultant engineer reviewer lead"
            + " expert certified registered licensed executive sr. representative rechtsanwalt rechtsanwältin"
            + " developer attorney lawyer physician nutritionist strategist rédacteur journaliste periodista redactor giornalista muhabiri editörü former guest"
    )
    /// Of a Korean paper, in whose bylines they stand like an office: of society, of politics, …, a team.
    static let desks = [
        "사회부", "정치부", "경제부", "국제부", "문화부", "산업부", "체육부", "스포츠부", "생활부", "전국부", "지역부", "사진부", "편집부", "연예부", "과학부", "증권부",
        "금융부", "부동산부", "뉴스부", "미디어부", "편집국", "보도국", "취재본부", "팀",
    ]
    /// As they are written behind a name.
    static let degrees = Set(words: "MD PhD RN RD RDN LD MS MSc MSN MPH MBA BSN DDS DMD DVM JD CFA CFP CPA DPT LCSW PsyD MRCGP")
    /// Written behind a name as well, and a part of it where no comma is between.
    static let suffixes = Set(words: "Jr Sr Esq PharmD EdD MEd DrPH ScD DPhil")
    static let noNames = Set(
        words:
            "posts post more über about view all read follow share contact corresponding author author. on veröffentlicht published updated click here articles"
            + " biography bio profile website homepage email mail home subscribe comments alle mehr articles: article artikel beiträge by zum zur profil ich bin ihr ihre dein list sign now member log login register directory folgen gefolgt abbruch abbrechen image images bild foto photo recipe"
    )
    static let collectives = Set(
        words:
            "staff editor editors editorial redaktion redaktionen redacción redacao redação redazione rédaction redactie redakcja redakce redakcija newsroom news desk"
            + " team bureau agencies agency press online magazine media group inc inc. gmbh ltd llc corp company редакция редакція haber haberler ajansı merkezi"
            + " servisi منصة تحرير fréttastofa toimitus submissions contributors correspondents community university institute institut foundation association"
            + " ministry ministerium bundesministerium verband verein society club network department office center centre zentrum magazin zeitung verlag landesanstalt anstalt landesamt bundesamt behörde"
            + " times post herald tribune gazette journal today tv radio blog shop store archive archiv support marketing")
}
