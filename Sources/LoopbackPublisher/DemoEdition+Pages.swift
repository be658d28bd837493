import NewsModel

extension DemoEdition {
    /// A page as Anadolu Agency's content management built them until 2026: everything around the article is there to be left out.
    func agencyPage(_ item: DemoItem, now: Instant) -> String {
        let story = item.story
        let headline = demoEscaped(story.headline)
        let (page, image) = (demoEscaped(pageURL(item)), demoEscaped(imageURL(item)))
        let topics = story.topics.map { demoEscaped($0) }
        let sections = topics.map { "<a href=\"/\(newspaper.id)/\($0)\">\($0)</a>" }.joined(separator: ", ")
        let related = topics.map {
            "<a class=\"btn btn-outline-secondary\" href=\"/\(newspaper.id)/search/?s=\($0)&amp;tag=1\">\($0)</a>"
        }.joined()
        let paragraphs = story.paragraphs.map { "<p>\(demoEscaped($0))</p>" }.joined(separator: "\n")
        let others = items(now: now).filter { $0.index != item.index }.prefix(2)
        let current = others.map { "<a href=\"\(demoEscaped(pageURL($0)))\"><h6>\(demoEscaped($0.story.headline))</h6></a><hr/>" }
        let similar = others.map { "<a href=\"\(demoEscaped(pageURL($0)))\"><h4>\(demoEscaped($0.story.headline))</h4></a>" }
        return """
            <!DOCTYPE html>
            <!--[if lt IE 7]> <html class="no-js ie6" dir="rtl"> <![endif]-->
            <!--[if gt IE 8]><!--> <html class="no-js" dir="rtl"> <!--<![endif]-->
            <head><meta charset="utf-8" /><meta http-equiv="Content-Language" content="ar" /><title>\(headline)</title>
            <meta name="description" content="\(demoEscaped(story.subheadline))" />
            <meta name="keywords" content="\(topics.joined(separator: ",")),\(demoEscaped(newspaper.name))" />
            <link rel="canonical" href="\(page)" />
            <meta property="og:title" content="\(headline)" /><meta property="og:type" content="article" />
            <meta property="og:url" content="\(page)" />
            <meta property="og:description" content="\(demoEscaped(story.subheadline))" /><meta property="og:image" content="\(image)" />
            </head><body>
            <header><nav class="navbar"><ul><li><a href="/\(newspaper.id)/">الرئيسية</a></li><li><a href="/\(newspaper.id)/مدن">مدن</a></li>\
            <li><a href="/\(newspaper.id)/ثقافة">ثقافة</a></li></ul></nav></header>
            <main><div class="print"><div class="detay-bg"><div class="detay-spot container"><div class="detay-spot-category">
            <span class="detay-news-category">\(sections)</span>
            <h1>\(headline)</h1><h4>\(demoEscaped(story.subheadline))</h4>
            <div class="row"><div class="col-md-10"><span style="float:left">\(demoEscaped(story.authorInLatin)) &nbsp;|</span>\
            <span class="tarih">\(dayFirst(item.publishedAt)) - محدث : \(dayFirst(item.updatedAt))</span></div></div>
            </div></div></div>
            <div class="row detay container"><div class="sticky-top social-left"><a href="#">facebook</a><a href="#">twitter</a></div>
            <div class="col-md-10"><img class="detay-buyukFoto img-fluid" src="\(image)" alt="\(headline)" />\
            <span class="detay-foto-editor"></span>
            <div class="detay-icerik"><h6>\(demoEscaped(story.city))</h6><div>\
            <p><strong>\(demoEscaped(story.author)) / الوكالة</strong></p>
            \(paragraphs)
            <p></p></div>
            <span class="detay-foto-editor">ما يُنشر في هذا الموقع موجز لبعض ما تبثه الوكالة لمشتركيها عبر نظام تدفق الأخبار. \
            للاشتراك يُرجى مراسلتنا. <a href="/\(newspaper.id)/p/x/1001"><b>طلب اشتراك</b></a></span>
            <div class="detay-paylas"><h6>المواضيع ذات الصلة</h6>\(related)</div>
            <div class="detay-paylas"><h6>شارك هذا الخبر</h6><a id="whatsapp" href="#">whatsapp</a><a id="bip" href="#">bip</a></div>
            </div></div></div>
            <div class="detay-gundemdekiler"><h6>آخر الأخبار</h6>\(current.joined())</div>
            <div class="detay-benzerHaberler"><h1>أخبار مشابهة</h1>\(similar.joined())</div>
            </div></main><footer><p>جميع الحقوق محفوظة لوكالة أنباء الفنار</p></footer></body></html>

            """
    }

    /// Day, month and year, as the agency's pages write them.
    private func dayFirst(_ instant: Instant) -> String {
        let day = instant.day
        return "\(HTTPDate.twoDigits(day.day)).\(HTTPDate.twoDigits(day.month)).\(day.year)"
    }

    /// A page of the other newspapers: the same text as their feeds.
    func plainPage(_ item: DemoItem) -> String {
        let story = item.story
        return """
            <!DOCTYPE html>
            <html lang="\(newspaper.language)"><head><meta charset="utf-8"><title>\(demoEscaped(story.headline))</title>
            <link rel="canonical" href="\(demoEscaped(pageURL(item)))">
            <meta property="article:published_time" content="\(item.publishedAt)">
            </head><body><header><a href="\(demoEscaped(homeURL))">\(demoEscaped(newspaper.name))</a></header>
            <main><article><h1>\(demoEscaped(story.headline))</h1>
            <p class="byline">\(demoEscaped(story.author)), \(demoEscaped(story.city))</p>
            \(story.html)
            </article></main><footer><p>\(demoEscaped(newspaper.name))</p></footer></body></html>

            """
    }

    /// What stands where a feed is expected.
    var brokenPage: String {
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>We are moving house</title></head>
        <body><h1>We are moving house</h1><p>Our feed will be back when the boxes are unpacked.</p></body></html>

        """
    }
}
