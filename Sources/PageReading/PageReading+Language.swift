import Markup
import NewsModel

extension PageReading {
    mutating func readLanguage(_ body: Body?) {
        let text = content.bodyText ?? content.headline ?? ""
        let declared: [(String?, FieldOrigin, String)] = [
            (ruled("language")?.texts.first, .rule, "rule"), (meta.language, .meta, "html lang"),
            (linked.language, .jsonLD, "JSON-LD inLanguage"),
            (meta.first("content-language", "language", "dc.language", "dcterms.language"), .meta, "meta"),
            (meta.first("og:locale"), .openGraph, "og:locale"), (hints.language, .configuration, "language"),
        ]
        for (value, origin, place) in declared {
            guard let value, let language = PageReading.languageTag(value) else { continue }
            guard LanguageDetection.fits(language, text: text) else {
                note("language", value, origin, place, isChosen: false, "the text is in another script")
                continue
            }
            if origin != .rule, let plain = LanguageDetection.plainlyOther(than: language, text: text) {
                note("language", value, origin, place, isChosen: false, "the text is plainly in another language: \(plain)")
                continue
            }
            note("language", value, origin, place, isChosen: content.language == nil)
            if content.language == nil {
                content.language = language
                set("language", origin)
            }
            if !explains { break }
        }
        if content.language == nil, let detected = LanguageDetection.language(of: text) {
            content.language = detected
            set("language", .detected)
            note("language", detected, .detected, "script, letters and commonest words", isChosen: true)
            warnings.append(.languageDetected)
        }
        if let declared = meta.direction?.lowercased(), declared == "rtl" || content.language == nil && declared == "ltr" {
            content.direction = TextDirection(rawValue: declared)
            set("direction", .meta)
        } else if let language = content.language {
            content.direction = TextDirection(language: language)
            set("direction", .detected)
        }
    }

    static func languageTag(_ value: String) -> String? {
        let parts = value.split(whereSeparator: { $0 == "-" || $0 == "_" }).prefix(3)
        guard let primary = parts.first?.lowercased(), (2...3).contains(primary.count), primary.allSatisfy({ $0.isASCII && $0.isLetter }),
            primary != "und"
        else { return nil }
        var tag = primary
        for part in parts.dropFirst() {
            guard part.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else { break }
            if part.count == 2 {
                tag += "-" + part.uppercased()
            } else if part.count == 4 {
                tag += "-" + part.prefix(1).uppercased() + part.dropFirst().lowercased()
            } else if part.count == 3 {
                tag += "-" + part
            }
        }
        return tag
    }
}
