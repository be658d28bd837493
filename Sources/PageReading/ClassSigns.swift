import NewsModel

/// What the names that a page gives an element (its `class`, `id`, `role`, `itemprop`, `data-testid`) say about it.
struct ClassSigns: OptionSet, Sendable {
    let rawValue: UInt16

    /// Navigation, sharing, advertising, other stories: nothing of the article.
    static let clutter = ClassSigns(rawValue: 1 << 0)
    /// Something small beside the text, such as tags or a biography: clutter unless it holds much of the text.
    static let aside = ClassSigns(rawValue: 1 << 1)
    /// What readers wrote.
    static let comments = ClassSigns(rawValue: 1 << 2)
    /// The text of an article, by a name that is used for little else.
    static let body = ClassSigns(rawValue: 1 << 3)
    /// Perhaps the text of an article.
    static let content = ClassSigns(rawValue: 1 << 4)
    /// A picture's caption or credit.
    static let caption = ClassSigns(rawValue: 1 << 5)
    /// Not shown, or only read aloud.
    static let hidden = ClassSigns(rawValue: 1 << 6)
    /// Who wrote it.
    static let byline = ClassSigns(rawValue: 1 << 7)
    /// When it was written.
    static let date = ClassSigns(rawValue: 1 << 8)
    /// A summary that stands before the text.
    static let standfirst = ClassSigns(rawValue: 1 << 9)
    /// The line below a headline, by a name that is used for little else.
    static let deck = ClassSigns(rawValue: 1 << 11)
    /// A picture, film or gallery with what belongs to it.
    static let figure = ClassSigns(rawValue: 1 << 10)

    /// The signs of one attribute's value. Words are told apart by what is no letter or digit and by capitals; each is looked up by itself
    /// and together with the one before, so that `article-body`, `article__body` and `articleBody` are one.
    init(names: some Collection<UInt8>) {
        var signs: ClassSigns = []
        var name: ClassSigns = []
        var isVariant = false
        var hides = false
        var display = WideDisplay()
        var word = FNV1a.seed
        var pair = FNV1a.seed
        var letters = 0
        var previousIsLower = false
        func end() {
            guard letters > 0 else { return }
            // `has-comments`, `no-sidebar` and `overflow-hidden` tell of something else.
            let isKnown = ClassSigns.isListed[Int(word & ClassSigns.listMask)]
            if isKnown, ClassSigns.otherwise.contains(word) { isVariant = true }
            display.take(word)
            // `hidden-xs` and `hide-on-mobile` are shown on a wide screen, `hidden-md-up` is not.
            if hides { if ClassSigns.wide.contains(word) { name.insert(.hidden) } else { name.remove(.hidden) } }
            if isKnown, let found = ClassSigns.table[word] {
                name.formUnion(found)
                hides = hides || found.contains(.hidden)
            }
            if pair != word, ClassSigns.isListed[Int(pair & ClassSigns.listMask)], let found = ClassSigns.table[pair] {
                name.formUnion(found)
            }
            // `field--label-hidden` has no label.
            if pair == ClassSigns.labelHidden { (hides, name) = (false, name.subtracting(.hidden)) }
            pair = word
            word = FNV1a.seed
            letters = 0
        }
        func endName() {
            if !isVariant { signs.formUnion(name) }
            display.endName()
            (name, isVariant, hides, pair) = ([], false, false, FNV1a.seed)
        }
        for byte in names {
            let isUpper = (0x41...0x5A).contains(byte)
            let isLower = (0x61...0x7A).contains(byte)
            let isDigit = byte.isDigit
            if isUpper && previousIsLower || !(isUpper || isLower || isDigit) { end() }
            // A space ends the name, so that words of two names are never one.
            if byte <= 0x20 { endName() }
            // `print:hidden` and `[.dark_&]:block` say how it looks somewhere, not what it is.
            if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "[") { isVariant = true }
            if isUpper || isLower {
                word = FNV1a.hash(byte | 0x20, onto: word)
                pair = FNV1a.hash(byte | 0x20, onto: pair)
                letters += 1
            }
            if isDigit { display.takeDigit() }
            previousIsLower = isLower
        }
        end()
        endName()
        // As a wide screen shows it.
        switch display.isShown {
        case true: self = signs.subtracting(.hidden)
        case false: self = signs.union(.hidden)
        case nil: self = signs
        }
    }

    init(rawValue: UInt16) { self.rawValue = rawValue }

    private static let otherwise = hashes("has no overflow scrollbar scrollbars backface")
    private static let labelHidden = FNV1a.hash(of: "labelhidden".utf8)
    private static let wide = hashes("desktop large lg xl up")

    /// Whether a word is listed, by a part of its hash: most are not, and each word of each name is asked for.
    private static let isListed: [Bool] = {
        var isListed = Array(repeating: false, count: Int(listMask) + 1)
        for hash in Array(table.keys) + otherwise { isListed[Int(hash & listMask)] = true }
        return isListed
    }()

    private static let listMask: UInt64 = 0x1FFF

    /// Of words that blanks part.
    static func hashes(_ words: String) -> Set<UInt64> {
        Set(words.split(whereSeparator: \.isWhitespace).map { FNV1a.hash(of: $0.utf8) })
    }

    private static let table: [UInt64: ClassSigns] = {
        var table: [UInt64: ClassSigns] = [:]
        for (signs, words) in lists {
            for word in words.split(whereSeparator: \.isWhitespace) {
                table[FNV1a.hash(of: word.utf8), default: []].formUnion(signs)
            }
        }
        return table
    }()

    /// Words of class names, gathered from the pages of publishers and blogs.
    private static let lists: [(ClassSigns, String)] = [
        (
            .clutter,
            """
            nav navbar navigation menu submenu breadcrumb breadcrumbs crumbs footer sidebar sidebars related relateds relatedposts
            relatedarticles relatedcontent relatednews recommended recommendation recommendations recirc recirculation trending mostread
            mostpopular popularposts share sharing shares sharebar sharebuttons sharethis sharedaddy social socials socialmedia socialshare
            socialbar socialicons addthis addtoany newsletter newsletters subscribe subscription signup signin login register paywall promo
            promos promotion promobox advert adverts advertisement advertising ad ads adv adsbygoogle adslot adunit adbox adcontainer
            dfp banner sponsor sponsored sponsors outbrain taboola teads cookie cookies consent gdpr modal popup popover overlay toolbar pager
            pagination prevnext postnav postnavigation readmore morenews morestories morefrom seealso teaser teasers
            readnext upnext nextup nextpost offscreen yarpp jp infolinks inlinelinks widgetarea mailchimp optin donate donation donations
            jwplayer videojs skiplink skip benzerhaberler gundemdekiler paylas whatsapp print printonly noprint hiddenprint permalink
            latestnews lastnews ultimas relacionadas relacionados relacionada veja leiamais vejatambem newsfeed tagcloud taglist
            articletags storytags posttags entrytags tagslist crosssell crosslink rail rightrail siderail tts audioplayer
            breakingnews newsticker ticker copyrightnotice partner partners poll quiz survey masthead appbanner googlenews followus follow toc tableofcontents
            """
        ),
        (
            .aside,
            """
            tags tag topics keywords keyword category categories author authors bio biography authorbio authorbox aboutauthor
            aboutus byline bylines meta metadata postmeta entrymeta articlemeta timestamp date dateline datetime pubdate
            published updated rating ratings votes vote actions button buttons btn
            disclaimer copyright license licence rights source sources credits counter reactions reaction likes
            kicker overline eyebrow rubric tooltip cta carousel slider slideshow swiper player playlist podcast
            teaserlist linklist quicklinks moreinfo infobox factbox
            """
        ),
        (
            .comments,
            "comment comments commentlist commentsection respond disqus discussion replies reply livefyre fbcomments talkback komentar kommentare"
        ),
        (
            .body,
            """
            articlebody articlecontent articletext articlebodytext articlecopy articlebodycontent entrycontent postcontent
            postbody posttext storybody storycontent storytext storycopy bodytext bodycopy newstext newscontent newsbody newsdetail fulltext
            contentbody bodycontent singlecontent blogcontent blogbody prose articlewrap contentarticle detailtext
            detailcontent detayicerik entrybody thecontent textbody maintext newsarticle articledetail noticiatexto cuerponoticia
            articleparagraphs articlecontainer singlebody paragraphcontainer artikeltext
            artikelbody artcontent articlemaincontent haberdetay habermetni habericerik articlefulltext
            """
        ),
        (.content, "article content post story entry main text body richtext wysiwyg artikel noticia nota cuerpo haber news paragraph"),
        (
            .caption,
            """
            caption captions wpcaption captiontext imagecaption photocaption credit imagecredit photocredit figcaption legend
            mediacaption pictext imgcaption imagedescription photodescription copyrightholder bildunterschrift
            """
        ),
        (
            .hidden,
            """
            hidden sronly screenreader screenreadertext visuallyhidden visuallyhide visibilityhidden a11yhide offscreentext dnone
            displaynone hide invisible
            """
        ),
        (
            .byline,
            "byline bylines author authors authorname writer reporter autor autores auteur verfasser redacteur yazar muhabir journalist"
        ),
        (.date, "date dateline datetime pubdate published publisheddate timestamp posted tarih datum fecha data publishdate postdate"),
        (
            .standfirst,
            """
            standfirst subtitle subheadline subheading subhead dek deck lead lede intro teasertext excerpt chapo sapo spot perex sommario
            bajada entradilla vorspann ingress abstract articlesummary
            """
        ),
        (
            .deck,
            """
            subtitle subheadline standfirst subhead deck dek subheading secondtitle bajada sommario chapo perex articlesummary summaryart
            storysummary articledesc
            """
        ),
        (.figure, "figure gallery slideshow image photo picture video media thumbnail wpcaption carousel player embed"),
    ]
}
