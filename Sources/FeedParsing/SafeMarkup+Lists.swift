/// What ``SafeMarkup`` keeps.
extension SafeMarkup {
    static let elements: Set<String> = words(
        """
        a abbr acronym address area article aside audio b big blockquote br button canvas caption center cite code col colgroup command \
        datagrid datalist dd del details dfn dialog dir div dl dt em event-source fieldset figcaption figure font footer form h1 h2 h3 h4 h5 \
        h6 header hr i img input ins kbd keygen label legend li m map mark menu meter multicol nav nextid noscript ol optgroup option output p \
        picture pre progress q rp rt ruby s samp section select small sound source spacer span strike strong sub summary sup table tbody td \
        textarea tfoot th thead time tr tt u ul var video wbr
        """)

    static let removedWithContent: Set<String> = words("applet script style")

    static let voidElements: Set<String> = words("area br col hr img input source wbr")

    static let attributes: Set<String> = words(
        """
        abbr accept accept-charset accesskey action align alt autocomplete autofocus axis background balance bgcolor bgproperties border \
        bordercolor bordercolordark bordercolorlight bottompadding cellpadding cellspacing ch challenge char charoff charset checked choff \
        cite class clear color cols colspan compact contenteditable controls coords data datafld datapagesize datasrc datetime default delay \
        dir disabled draggable dynsrc enctype end face for form frame galleryimg gutter headers height hidden hidefocus high href hreflang \
        hspace icon id inputmode ismap keytype label lang leftspacing list longdesc loop loopcount loopend loopstart low lowsrc max maxlength \
        media method min multiple name nohref noshade nowrap open optimum pattern ping point-size poster pqg preload prompt radiogroup \
        readonly rel repeat-max repeat-min replace required rev rightspacing rows rowspan rules scope selected shape size span src start step \
        style summary suppress tabindex target template title toppadding type unselectable urn usemap valign value variable volume vrml \
        vspace width wrap xml:lang
        """)

    static let linkAttributes: Set<String> = words(
        "action background cite data datasrc dynsrc href icon longdesc lowsrc ping poster src template urn usemap vrml")

    static let schemes: Set<String> = words(
        "http https ftp ftps sftp mailto tel sms callto magnet irc ircs xmpp news nntp geo sip sips feed rtsp mms webcal git gopher bitcoin"
    )

    static let styleProperties: Set<String> = words(
        """
        azimuth background-color border-bottom-color border-collapse border-color border-left-color border-right-color border-top-color clear \
        color cursor direction display elevation float font font-family font-size font-style font-variant font-weight height letter-spacing \
        line-height overflow pause pause-after pause-before pitch pitch-range richness speak speak-header speak-numeral speak-punctuation \
        speech-rate stress text-align text-decoration text-indent unicode-bidi vertical-align voice-family volume white-space width
        """)

    static let styleKeywords: Set<String> = words(
        """
        auto aqua black block blue bold both bottom brown center collapse dashed dotted fuchsia gray green !important italic left lime maroon \
        medium none navy normal nowrap olive pointer purple red right solid silver teal top transparent underline white yellow
        """)

    private static func words(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
}
