/// The attributes that readers ask for, as small numbers; every other is kept under its name.
public enum HTMLAttribute: UInt8, CaseIterable, Sendable {
    /// An attribute that is not listed here.
    case other
    case id, `class`, href, src, srcset, alt, title, width, height, colspan, rowspan, dir, lang, rel, type, name, content, property, charset
    case style, role, hidden, datetime, itemprop, itemscope, itemtype, itemid, media

    private static let byName: [String: HTMLAttribute] = {
        var table: [String: HTMLAttribute] = [:]
        for attribute in allCases where attribute != .other { table["\(attribute)"] = attribute }
        return table
    }()

    /// The attribute of that name, in lower case.
    public init(name: String) { self = HTMLAttribute.byName[name] ?? .other }
}
