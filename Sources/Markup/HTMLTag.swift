/// The elements of HTML that readers ask for by name, as small numbers; every other element is ``other``.
///
/// Source: HTML Living Standard, section 4, and the obsolete elements of section 16.2 that old pages still use.
public enum HTMLTag: UInt8, CaseIterable, Sendable {
    /// A run of text, which is no element.
    case text
    /// An element that is not listed here; ``HTMLNode/name`` tells.
    case other
    case html, head, title, base, link, meta, style, body
    case article, section, nav, aside, h1, h2, h3, h4, h5, h6, hgroup, header, footer, address, main, search
    case p, hr, pre, blockquote, ol, ul, menu, li, dl, dt, dd, figure, figcaption, div
    case a, em, strong, small, s, cite, q, dfn, abbr, ruby, rt, rp, data, time, code, `var`, samp, kbd, sub, sup, i, b, u, mark, bdi, bdo
    case span, br, wbr, ins, del
    case picture, source, img, iframe, embed, object, param, video, audio, track, map, area, svg, math
    case table, caption, colgroup, col, tbody, thead, tfoot, tr, td, th
    case form, label, input, button, select, datalist, optgroup, option, textarea, output, progress, meter, fieldset, legend
    case details, summary, dialog, script, noscript, template, slot, canvas
    case acronym, applet, basefont, bgsound, big, center, dir, font, frame, frameset, keygen, listing, marquee, nobr, noembed, noframes
    case plaintext, rb, rtc, strike, tt, xmp

    private static let byName: [String: HTMLTag] = {
        var table: [String: HTMLTag] = [:]
        for tag in allCases where tag != .text && tag != .other { table["\(tag)"] = tag }
        return table
    }()

    /// The element of that name, in lower case.
    public init(name: String) { self = HTMLTag.byName[name] ?? .other }

    /// Whether the element has no content and no end tag.
    public var isVoid: Bool {
        switch self {
        case .area, .base, .basefont, .bgsound, .br, .col, .embed, .frame, .hr, .img, .input, .keygen, .link, .meta, .param, .source,
            .track, .wbr:
            true
        default: false
        }
    }

    /// Whether its start closes an open `p` (HTML Living Standard, 13.2.6.4.7).
    public var closesParagraph: Bool {
        switch self {
        case .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl, .dd, .dt, .fieldset, .figcaption,
            .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .hr, .li, .listing, .main, .menu, .nav, .ol, .p,
            .plaintext, .pre, .search, .section, .summary, .table, .ul, .xmp:
            true
        default: false
        }
    }

    /// Whether the search for an open `p` ends at it ("button scope").
    var boundsParagraphScope: Bool {
        switch self {
        case .applet, .button, .caption, .html, .body, .marquee, .object, .table, .td, .template, .th: true
        default: false
        }
    }

    /// Whether it stands in the line of a text, rather than breaking it.
    public var isInline: Bool {
        switch self {
        case .text, .a, .em, .strong, .small, .s, .cite, .q, .dfn, .abbr, .ruby, .rt, .rp, .rb, .rtc, .data, .time, .code, .var, .samp,
            .kbd, .sub, .sup, .i, .b, .u, .mark, .bdi, .bdo, .span, .br, .wbr, .ins, .del, .picture, .img, .label, .acronym, .big, .font,
            .nobr, .strike, .tt, .other, .source, .map, .area, .slot, .input, .button, .select, .output, .meter, .progress, .script,
            .svg, .math, .noscript, .template, .link, .meta, .style, .embed, .iframe, .object, .audio, .video, .canvas:
            true
        default: false
        }
    }

    /// Whether it belongs into the head of a document when no body has begun.
    var belongsToHead: Bool {
        switch self {
        case .title, .base, .link, .meta, .style, .script, .noscript, .template: true
        default: false
        }
    }

    /// Whether its content is no part of the document: it is dropped on the way in.
    var hidesContent: Bool {
        switch self {
        case .iframe, .noembed, .noframes, .template, .style, .xmp, .canvas, .datalist: true
        default: false
        }
    }
}
