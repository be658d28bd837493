/// Places that stand behind a name in a byline: countries, capitals, cities from where much is told, and those whose names say that they are
/// places; without those that people are called.
enum Places {
    /// Whether a name is that of a place.
    static func isKnown(_ name: String) -> Bool {
        if known.contains(Comparing.letters(name)) { return true }
        let words = words(of: name)
        guard (2...3).contains(words.count), let first = words.first, let last = words.last else { return false }
        return beginnings.contains(first) || endings.contains(last)
    }

    /// Whether a name begins like that of a place, as "Fort Worth" does: where it ends a byline, it may be one.
    static func beginsLikeOne(_ name: String) -> Bool {
        let words = words(of: name)
        return (2...3).contains(words.count) && words.first.map(weakBeginnings.contains) == true
    }

    private static func words(of name: String) -> [String] { name.lowercased().split(separator: " ").map { $0.filter(\.isLetter) } }

    /// First words of "New Jersey" and "South Kent", in letters alone; nobody is called so.
    private static let beginnings = Set(words: "new north south east")
    /// First words of places and, seldom, of people.
    private static let weakBeginnings = Set(
        words: "st saint sankt san santa são los las fort port bad mount lake west cape novi nizhny")
    /// Last words of "Salt Lake City".
    private static let endings = Set(words: "city county island islands township province oblast")

    private static let known = Set(names.split(whereSeparator: { $0 == "," || $0 == "\n" }).map { Comparing.letters(String($0)) })

    private static let names = """
        Abidjan,Abu Dhabi,Abuja,Accra,Addis Ababa,Algiers,Almaty,Amman,Amsterdam,Ankara,Antananarivo,Astana,Asunción,Athens,Atlanta,Auckland,Baghdad
        Baku,Bamako,Bangkok,Barcelona,Beijing,Beirut,Belgrade,Bengaluru,Berlin,Bern,Bishkek,Bogota,Bonn,Boston,Brasilia,Bratislava,Brazzaville
        Brussels,Bucharest,Budapest,Buenos Aires,Cairo,Canberra,Cape Town,Caracas,Chicago,Chișinău,Cologne,Colombo,Copenhagen,Dakar,Dallas
        Damascus,Davos,Delhi,Dhaka,Doha,Dubai,Dublin,Dushanbe,Düsseldorf,Edinburgh,Frankfurt,Freetown,Gaza,Geneva,Glasgow,Guatemala City,Hamburg
        Hannover,Hanoi,Harare,Havana,Helsinki,Hong Kong,Houston,Islamabad,Istanbul,Jakarta,Jerusalem,Johannesburg,Juba,Kabul,Kampala,Karachi
        Kathmandu,Khartoum,Kigali,Kingston,Kinshasa,Kolkata,Kuala Lumpur,Kuwait City,Kyiv,Lagos,La Paz,Leipzig,Libreville,Lima,Lisbon,Ljubljana
        London,Los Angeles,Luanda,Lusaka,Luxembourg,Madrid,Managua,Manchester,Manila,Maputo,Marseille,Melbourne,Mexico City,Miami,Milan,Minsk
        Mogadishu,Monrovia,Montevideo,Montreal,Moscow,Mumbai,Munich,Nairobi,New Delhi,New York,Niamey,Nicosia,Oslo,Ottawa,Ouagadougou,Panama City
        Paris,Perth,Philadelphia,Phnom Penh,Podgorica,Port-au-Prince,Prague,Pretoria,Pristina,Pyongyang,Quito,Rabat,Ramallah,Reykjavik,Riga,Rio de Janeiro
        Riyadh,Rome,San Francisco,San José,San Salvador,Sanaa,Santiago,São Paulo,Sarajevo,Seoul,Shanghai,Singapore,Skopje,Sofia,Stockholm,Strasbourg
        Stuttgart,Sydney,Taipei,Tallinn,Tashkent,Tbilisi,Tegucigalpa,Tehran,Tel Aviv,The Hague,Tirana,Tokyo,Toronto,Tripoli,Tunis,Ulaanbaatar
        Vancouver,Vienna,Vientiane,Vilnius,Warsaw,Washington,Wellington,Windhoek,Yaoundé,Yerevan,Zagreb,Zurich
        Athen,Belgrad,Brüssel,Bukarest,Damaskus,Den Haag,Genf,Havanna,Kairo,Kiew,Köln,Kopenhagen,Lissabon,Mailand,Moskau,München,Neu-Delhi,Peking
        Prag,Rom,Straßburg,Teheran,Tiflis,Tokio,Warschau,Wien,Zürich,Jerewan,Bagdad
        Alger,Athènes,Barcelone,Berne,Bruxelles,Genève,Jérusalem,La Haye,Le Caire,Lisbonne,Londres,Moscou,Mexico,Munich,Pékin,Varsovie,Vienne
        Atenas,Bruselas,Bogotá,El Cairo,Ginebra,Jerusalén,La Habana,Moscú,Nueva York,Pekín,Roma,Viena,Milano,Bruxelas,Pequim,Lisboa,Londra,Parigi
        Afghanistan,Albania,Algeria,Argentina,Armenia,Australia,Austria,Azerbaijan,Bahrain,Bangladesh,Belarus,Belgium,Bolivia,Brazil,Bulgaria
        Cambodia,Cameroon,Canada,Chile,China,Colombia,Croatia,Cuba,Cyprus,Denmark,Ecuador,Egypt,England,Estonia,Ethiopia,Finland,France,Germany,Ghana
        Greece,Hungary,Iceland,India,Indonesia,Iran,Iraq,Italy,Japan,Kazakhstan,Kenya,Kosovo,Kuwait,Latvia,Lebanon,Libya,Lithuania,Malaysia,Morocco
        Mozambique,Myanmar,Nepal,Netherlands,Nigeria,Norway,Pakistan,Palestine,Paraguay,Peru,Philippines,Poland,Portugal,Qatar,Romania,Russia
        Rwanda,Scotland,Senegal,Serbia,Slovakia,Slovenia,Somalia,Spain,Sudan,Sweden,Switzerland,Syria,Taiwan,Tanzania,Thailand,Tunisia,Turkey
        Uganda,Ukraine,Uruguay,Venezuela,Vietnam,Wales,Yemen,Zambia,Zimbabwe,Deutschland,Österreich,Schweiz,Frankreich,Italien,Spanien,España,Brasil
        Alaska,Arkansas,California,Connecticut,Delaware,Florida,Hawaii,Idaho,Illinois,Kansas,Kentucky,Louisiana,Maryland,Massachusetts,Michigan
        Minnesota,Mississippi,Missouri,Nebraska,Ohio,Oklahoma,Ontario,Oregon,Pennsylvania,Quebec,Queensland,Tasmania,Tennessee,Texas,Utah,Vermont
        Wisconsin,San Antonio,San Diego,San Juan,Santa Barbara,Santa Cruz,Santa Fe,Saint Petersburg,West Bank,Nova Scotia
        Balikpapan,Bandung,Batam,Bekasi,Bogor,Denpasar,Makassar,Malang,Medan,Palembang,Pontianak,Semarang,Surabaya,Surakarta,Tangerang,Yogyakarta
        القاهرة,الإسكندرية,دمشق,بيروت,بغداد,الرياض,جدة,دبي,أبوظبي,أبو ظبي,عمّان,تونس,الجزائر,الرباط,طرابلس,الخرطوم,صنعاء,عدن,الدوحة,الكويت,المنامة
        مسقط,القدس,غزة,رام الله,لندن,باريس,واشنطن,نيويورك,موسكو,أنقرة,إسطنبول,طهران,جنيف,مصر,سوريا,لبنان,العراق,تهران,مشهد,اصفهان,شیراز,تبریز,کابل
        İstanbul,Atina,Berlín,Brüksel,Moskova,Paříž,Praha,Wien,Warszawa,København
        """
}
