import NewsModel

extension PageRule {
    /// Anadolu Agency's server-rendered pages, until April 2026: no time of day, no JSON-LD, no language on `html`.
    static let anadoluAgencyFirst = PageRule(
        name: "aa.com.tr-1",
        hosts: ["aa.com.tr"],
        className: "detay-spot-category",
        when: "//div[contains(concat(' ', @class, ' '), ' detay-icerik ')]",
        fields: [
            "headline": ["//div[contains(@class, 'detay-spot-category')]/h1"],
            "subheadline": ["//div[contains(@class, 'detay-spot-category')]/h4"],
            "summary": ["//meta[@name='description']/@content"],
            "authors": [
                "//div[contains(@class, 'detay-spot-category')]//div[contains(@class, 'row')]//span[not(contains(@class, 'tarih'))][1]"
            ],
            "byline": [
                """
                (//div[contains(@class, 'detay-icerik')]/div/p[normalize-space()])[1]\
                [contains(., '/')][string-length(normalize-space()) < 80][strong or b]
                """
            ],
            "located": ["//div[contains(@class, 'detay-icerik')]/h6[1]"],
            "subjects": ["//span[contains(@class, 'detay-news-category')]/a"],
            "published_at": ["substring-before(concat(normalize-space(//span[contains(@class, 'tarih')]), ' - '), ' - ')"],
            "updated_at": ["substring-after(substring-after(normalize-space(//span[contains(@class, 'tarih')]), ' - '), ':')"],
        ],
        body: ["//div[contains(concat(' ', @class, ' '), ' detay-icerik ')]"],
        remove: [
            "//div[contains(@class, 'detay-icerik')]/h6",
            "//div[contains(@class, 'detay-icerik')]//span[contains(@class, 'detay-foto-editor')]",
            "//div[contains(@class, 'detay-paylas')]",
            "//div[contains(@class, 'detay-icerik')]//div[contains(@style, '#0077b6')]",
            """
            (//div[contains(@class, 'detay-icerik')]/div/p[normalize-space()])[1]\
            [contains(., '/')][string-length(normalize-space()) < 80][strong or b]
            """,
        ],
        agency: "Anadolu Agency",
        timezone: "Europe/Istanbul")

    /// Anadolu Agency's streamed pages since April 2026: the text stands in a hidden segment, `main` is empty. JSON-LD has the exact first
    /// publication; `article:published_time` is the update.
    static let anadoluAgencySecond = PageRule(
        name: "aa.com.tr-2",
        hosts: ["aa.com.tr"],
        when: "//div[contains(@class, 'embed-responsive') and contains(@class, 'prose')]",
        fields: [
            "headline": ["//h1[contains(@class, 'caustenBlack')]"],
            "subheadline": ["(//h1[contains(@class, 'caustenBlack')]/following::span[contains(@class, 'text-descriptionColor')])[1]"],
            "located": ["(//span[contains(@class, 'caustenMedium') and contains(concat(' ', @class, ' '), ' text-dateColor ')])[1]"],
            "subjects": ["//a/span[contains(@class, 'bg-categoryTagBackground')]"],
            "byline": [
                """
                (//div[contains(@class, 'embed-responsive')]/p[normalize-space()])[1]\
                [contains(., '/')][string-length(normalize-space()) < 80][strong or b]
                """
            ],
        ],
        body: ["//div[contains(@class, 'embed-responsive') and contains(@class, 'prose')]"],
        remove: [
            """
            (//div[contains(@class, 'embed-responsive')]/p[normalize-space()])[1]\
            [contains(., '/')][string-length(normalize-space()) < 80][strong or b]
            """
        ],
        agency: "Anadolu Agency",
        timezone: "Europe/Istanbul")
}
