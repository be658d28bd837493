/// Places that stand behind a name in a byline: capitals, cities from where much is told, and those whose names say that they are places.
enum Places {
    /// Whether a name is that of a place.
    static func isKnown(_ name: String) -> Bool {
        if known.contains(Comparing.letters(name)) { return true }
        let words = name.lowercased().split(separator: " ").map { $0.filter(\.isLetter) }
        guard (2...3).contains(words.count), let first = words.first, let last = words.last else { return false }
        return beginnings.contains(first) || endings.contains(last)
    }

    /// First words of "New Jersey" and "San Antonio", in letters alone.
    private static let beginnings = Set(
        words: "new north south east west st saint sankt san santa são los las fort port bad lake mount cape nova novi nizhny")
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
        İstanbul,Atina,Berlín,Brüksel,Moskova,Paříž,Praha,Wien,Warszawa,København
        """
}
