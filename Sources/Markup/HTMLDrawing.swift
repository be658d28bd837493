import NewsModel

/// A drawing or formula that is open, `svg` or `math`, as its tags come: where in it HTML stands, and where it ends, be it by its own end or
/// because it was left open (HTML Living Standard, section 13.2.6.5).
struct HTMLDrawing {
    /// Where its tag begins.
    let start: Int
    /// The places of what is the page's, and not of the drawing.
    private(set) var kept: [Range<Int>] = []
    /// The elements that are open, outermost first; those of HTML are not counted.
    private var elements: [Element]

    private struct Element {
        /// Of its name.
        let hash: UInt64
        /// `svg` or `math`, whatever it stands in.
        let root: UInt64
        /// Whether HTML stands in it: an integration point (section 13.2.6).
        let holdsHTML: Bool
        /// How many elements of HTML are open right in it.
        var openHTML = 0
    }

    /// Elements deeper than this are not counted.
    private static let maximumDepth = 500

    init(_ hash: UInt64, at start: Int) {
        self.start = start
        elements = [Element(hash: hash, root: hash, holdsHTML: false)]
    }

    static func isRoot(_ hash: UInt64) -> Bool { hash == svg || hash == math }

    mutating func keep(_ range: Range<Int>) { kept.append(range) }

    /// Where a start tag stands.
    enum Opening {
        /// In the drawing.
        case within
        /// In HTML that stands in it.
        case html
        /// Behind it.
        case ended
    }

    mutating func open(_ hash: UInt64, isWhole: Bool) -> Opening {
        if !HTMLDrawing.isRoot(hash) {
            if HTMLDrawing.breaks.contains(hash), !leaveToHTML() { return .ended }
            if elements.last?.holdsHTML == true {
                if !HTMLDrawing.void.contains(hash) { elements[elements.count - 1].openHTML += 1 }
                return .html
            }
        }
        guard !isWhole, let last = elements.last, elements.count < HTMLDrawing.maximumDepth else { return .within }
        let root = HTMLDrawing.isRoot(hash) ? hash : last.root
        elements.append(Element(hash: hash, root: root, holdsHTML: HTMLDrawing.holders[hash] == root))
        return .within
    }

    /// Where an end tag stands.
    enum Closing: Equatable {
        case within
        /// The drawing ends: with this tag, or before it, where it is that of an element around the drawing.
        case ended(isOwn: Bool)
    }

    mutating func close(_ hash: UInt64) -> Closing {
        let isHTML = elements.last?.holdsHTML == true
        // An element of HTML may have the name of one around it.
        let place = elements.lastIndex { $0.hash == hash && (!isHTML || $0.holdsHTML || HTMLDrawing.isRoot(hash)) }
        if let place {
            elements.removeSubrange(place...)
            return elements.isEmpty ? .ended(isOwn: true) : .within
        }
        // What is open neither here nor can be a part of a drawing is open around it.
        guard !HTMLDrawing.own.contains(hash) else { return .within }
        guard leaveToHTML(), elements[elements.count - 1].openHTML > 0 else { return .ended(isOwn: false) }
        elements[elements.count - 1].openHTML -= 1
        return .within
    }

    /// Ends all that stands in the innermost element that holds HTML.
    ///
    /// - Returns: Whether there is one.
    private mutating func leaveToHTML() -> Bool {
        guard let holder = elements.lastIndex(where: \.holdsHTML) else { return false }
        elements.removeSubrange((holder + 1)...)
        return true
    }

    private static let svg = FNV1a.hash(of: "svg".utf8)
    private static let math = FNV1a.hash(of: "math".utf8)

    private static func hashes(_ tags: some Sequence<HTMLTag>) -> Set<UInt64> { Set(tags.map { FNV1a.hash(of: "\($0)".utf8) }) }

    /// The elements whose start ends a drawing that was left open: those of the standard, and those that drawings have none of.
    private static let breaks = hashes([
        .article, .aside, .b, .big, .blockquote, .body, .br, .button, .center, .code, .dd, .details, .div, .dl, .dt, .em, .embed,
        .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .head, .header, .hr, .html, .i, .iframe, .img,
        .input, .label, .li, .link, .listing, .main, .menu, .meta, .nav, .nobr, .noscript, .ol, .option, .p, .pre, .ruby, .s, .section,
        .select, .small, .span, .strike, .strong, .sub, .summary, .sup, .table, .tbody, .td, .template, .textarea, .th, .thead, .time,
        .tr, .tt, .u, .ul, .var,
    ])

    private static let void = hashes(HTMLTag.allCases.filter(\.isVoid))

    /// The elements of drawings (SVG 2, Appendix G) and formulas (MathML Core), but `a`, which as a rule is open around them.
    private static let own = Set(
        """
        animate animatemotion animatetransform circle clippath cursor defs desc ellipse feblend fecolormatrix fecomponenttransfer
        fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedistantlight fedropshadow feflood fefunca fefuncb fefuncg
        fefuncr fegaussianblur feimage femerge femergenode femorphology feoffset fepointlight fespecularlighting fespotlight fetile
        feturbulence filter foreignobject g glyph hatch image line lineargradient marker mask mesh metadata mpath path pattern polygon
        polyline radialgradient rect script set solidcolor stop style svg switch symbol text textpath title tref tspan use view annotation
        annotation-xml maction math menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms
        mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics
        """.split(whereSeparator: \.isWhitespace).map { FNV1a.hash(of: $0.utf8) })

    /// The elements in which those of HTML stand, of drawings or of formulas.
    private static let holders: [UInt64: UInt64] = {
        let names = [
            svg: ["desc", "foreignobject", "title"], math: ["annotation-xml", "mi", "mn", "mo", "ms", "mtext"],
        ]
        return names.reduce(into: [:]) { holders, entry in
            for name in entry.value { holders[FNV1a.hash(of: name.utf8)] = entry.key }
        }
    }()
}
