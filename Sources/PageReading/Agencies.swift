import Markup

/// News agencies, as bylines name them.
enum Agencies {
    private static let names: Set<String> = Set(
        [
            "Anadolu", "Anadolu Agency", "Anadolu Ajansı", "AA", "الأناضول", "وكالة الأناضول", "آناتولی", "Агентство Анадолу",
            "Agence Anadolu",
            "Agencia Anadolu", "Reuters", "رويترز", "AFP", "Agence France-Presse", "فرانس برس", "أ ف ب", "AP", "Associated Press",
            "The Associated Press", "أسوشيتد برس", "dpa", "Deutsche Presse-Agentur", "APA", "SDA", "Keystone-SDA", "EFE", "Agencia EFE",
            "Europa Press", "ANSA", "Adnkronos", "Lusa", "TASS", "ТАСС", "Interfax", "Интерфакс", "RIA Novosti", "РИА Новости", "Xinhua",
            "新华社", "中新社", "Kyodo", "共同通信", "時事通信", "Yonhap", "연합뉴스", "PTI", "Press Trust of India", "ANI", "IANS", "UPI", "Belga",
            "ANP", "NTB", "Ritzau", "TT", "STT", "PAP", "ČTK", "CTK", "TASR", "SITA", "MTI", "Agerpres", "Mediafax", "BTA", "БТА", "Tanjug",
            "Hina", "STA", "Ukrinform", "Укрінформ", "UNIAN", "WAM", "وام", "SPA", "واس", "KUNA", "كونا", "PETRA", "بترا", "MENA", "أ ش أ",
            "IRNA", "ایرنا", "ISNA", "ایسنا", "Bloomberg", "PA", "PA Media", "Press Association", "AAP", "CNA", "Antara", "Bernama",
            "Sputnik",
            "The Canadian Press", "Canadian Press", "İHA", "DHA", "SID", "KNA", "epd", "ATS", "Belta", "Jiji", "CNW", "PR Newswire",
        ].map(Comparing.letters))

    /// Whether a name is an agency's.
    static func isAgency(_ name: String) -> Bool { names.contains(Comparing.letters(name)) }

    /// The agency in a byline such as `معتز ونيس / الأناضول` or `By Jane Doe, Reuters`.
    static func agency(in byline: String) -> String? {
        for part in byline.split(whereSeparator: { $0 == "/" || $0 == "," || $0 == "|" || $0 == "(" || $0 == ")" || $0 == "-" || $0 == "–" }
        ) {
            let name = PlainText.collapsed(String(part))
            if isAgency(name) { return name }
        }
        return nil
    }
}
