import Markup

/// Bylines that no element marks: lines that begin like one, names behind a label and beside a portrait.
extension BylineFinder {
    /// Lines of text that begin like a byline, beside the headline and at the ends of the text.
    func plainLines() -> [Line] {
        guard let body else { return [] }
        let document = outline.document
        let first = block(of: body.lowerBound)
        let last = block(of: max(body.lowerBound, body.upperBound - 1))
        let top = heading.map { block(of: $0) } ?? first
        var found: [Line] = []
        for number in max(0, min(top, first) - 6)..<min(outline.blocks.count, last + 8) {
            // A page with a thousand bylines says nothing by them.
            if found.count >= 1000 { break }
            let block = outline.blocks[number]
            let isTop = number <= max(first, top) + 5
            if block.length < 16, let line = labelled(number, rank: isTop ? 0 : 2) {
                found.append(line)
                continue
            }
            guard isTop || number >= last - 4 || (10..<50).contains(block.length), (5..<120).contains(block.length),
                document.node(at: block.start) != nil
            else { continue }
            let text = outline.text(of: block)
            guard text.utf8.count < 200, isTop || number >= last - 4 || BylineFinder.isExplicit(text), !isElsewhere(block.start, true)
            else { continue }
            let isLed = BylineFinder.isLed(text)
            let isHeading = [.h1, .h2, .h3].contains(outline.tags[block.container])
            let isSigned =
                !isLed && !isHeading && (!isTop || number > first && number + 1 >= last) && block.length < 40 && isEmphasised(block)
            let isReporter = !isLed && isTop && block.length < 24 && BylineFinder.isReporter(text)
            let dated = !isLed && !isHeading && isTop && block.length < 80 ? BylineFinder.datedName(text, site) : nil
            guard isLed || isSigned || isReporter || dated != nil else { continue }
            let names = dated ?? AuthorNames(isLed ? firstLine(of: block) : text, as: .line, site: site)
            guard !names.people.isEmpty || isLed && !names.others.isEmpty else { continue }
            found.append(
                Line(
                    text: text, names: names, rank: isTop ? 0 : 2, index: block.start, place: "line",
                    isLed: isLed || isReporter || dated != nil && text.holds("|"), isDated: dated != nil,
                    nodes: block.start..<max(block.start, block.end)))
        }
        return (found + portraits(top: top, first: first, last: last)).sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }
    }

    /// Names beside a picture that is called by the same name, next to the headline or behind the text.
    private func portraits(top: Int, first: Int, last: Int) -> [Line] {
        let document = outline.document
        var found: [Line] = []
        for number in max(0, min(top, first) - 4)..<min(outline.blocks.count, last + 8) {
            let block = outline.blocks[number]
            let isTop = number <= top + 6
            guard isTop || number > last, (5..<40).contains(block.length), !isElsewhere(block.start, true) else { continue }
            if [.h1, .h2].contains(outline.tags[block.container]) { continue }
            guard let picture = (max(0, block.start - 14)..<block.start).last(where: { outline.tags[$0] == .img }),
                let alt = document.node(at: picture)?.attribute("alt")
            else { continue }
            let text = outline.text(of: block)
            let names = AuthorNames(text, as: .line, site: site)
            guard names.people == [text], (2...3).contains(text.split(separator: " ").count) else { continue }
            let (letters, called) = (Comparing.letters(text), Comparing.letters(alt))
            guard called.hasSuffix(letters) || called.hasPrefix(letters), called.utf8.count <= letters.utf8.count + 16 else { continue }
            found.append(Line(text: text, names: names, rank: isTop ? 0 : 2, index: block.start, place: "portrait", isLed: true))
        }
        return found
    }

    /// The name in the block behind one that says no more than "Author:".
    private func labelled(_ number: Int, rank: Int) -> Line? {
        guard number + 1 < outline.blocks.count else { return nil }
        guard BylineFinder.isLabel(outline.text(of: outline.blocks[number])), !isFootOrBar(outline.blocks[number + 1].start) else {
            return nil
        }
        var texts: [String] = []
        // A list names each in an item of its own.
        for next in outline.blocks[(number + 1)...].prefix(outline.tags[outline.blocks[number + 1].container] == .li ? 6 : 1) {
            guard (3..<60).contains(next.length) else { break }
            if !texts.isEmpty, outline.tags[next.container] != .li { break }
            texts.append(outline.text(of: next))
        }
        let names = AuthorNames("By " + texts.joined(separator: ", "), as: .line, site: site)
        guard !names.people.isEmpty else { return nil }
        let text = outline.text(of: outline.blocks[number]) + " " + texts.joined(separator: ", ")
        return Line(text: text, names: names, rank: rank, index: outline.blocks[number + 1].start, place: "label", isLed: true)
    }

    /// An `aside` may hold the article's own data, and says so by the label.
    private func isFootOrBar(_ index: Int) -> Bool {
        outline.ancestors(of: index).contains {
            outline.tags[$0] == .nav || outline.tags[$0] == .footer || outline.signs[$0].contains(.comments)
        }
    }

    /// Whether a text says that who follows is the author, and no more: "Written by", "Autor:".
    static func isLabel(_ text: String) -> Bool {
        text.utf8.count < 40 && labels.contains(PlainText.collapsed(text.lowercased().filter { $0 != ":" && $0 != "|" }))
    }

    private static let labels: Set<String> = [
        "by", "author", "authors", "author(s)", "written by", "article by", "words by", "story by", "posted by", "about the author",
        "von", "autor", "autorin", "autoren", "autor/in", "autor*in", "ein artikel von", "geschrieben von", "verfasst von", "text",
        "écrit par", "rédigé par", "escrito por", "publicado por", "scritto da", "geschreven door", "napisane przez", "skrevet av",
        "skriven av", "написано автором",
        "par", "auteur", "auteurs", "por", "autores", "di", "autore", "yazar", "yazan", "haber", "автор", "текст", "autor:in", "av", "af",
        "작성자", "作者", "文", "著者", "執筆者", "ライター", "الكاتب", "بقلم", "نویسنده", "लेखक", "مصنف", "تحریر", "oleh", "ditulis oleh", "penulis",
    ]

    private static let leads = Beginnings([
        "by ", "by: ", "von ", "von: ", "par ", "por ", "door ", "text: ", "text von ", "autor: ", "autorin: ", "autoren ", "author: ",
        "written by ",
        "posted by ", "words by ", "story by ", "автор: ", "текст: ", "yazan: ", "haber: ", "بقلم", "di ", "av ", "af ",
        "eine kolumne von ", "ein gastbeitrag von ", "ein artikel von ", "artikel von ", "article by ", "eingestellt von ",
        "文・", "文/", "作者", "記者", "लेखक:", "مصنف:", "تحریر:", "reported by ", "authored by", "guide by ", "interview: ", "— by ", "---- by ",
        ", par ",
        "une chronique de ", "posted on", "oleh: ", "oleh : ", "ditulis oleh", "penulis: ", "penulis : ",
    ])

    /// Whether a line can be nothing but a byline, wherever it stands.
    private static func isExplicit(_ text: String) -> Bool {
        let lower = text.prefix(24).lowercased()
        return ["written by ", "words by ", "geschrieben von ", "autor: ", "autorin: ", "author: ", "escrito por ", "écrit par "].contains(
            where: lower.hasPrefix)
    }

    static func isLed(_ text: String) -> Bool {
        let lower = text.prefix(40).lowercased()
        return leads.begin(lower) || lower.first?.isNumber == true && [" von ", " by ", " par ", " por "].contains(where: lower.holds)
    }

    /// What may be a name in a line that has a date besides: `04.02.2022 | 13:10 | Jane Doe`, `Jane Doe · 4 Feb 2022`, `Jane Doe, 4 February 2022`.
    private static func datedName(_ text: String, _ site: SiteNames) -> AuthorNames? {
        guard text.contains(where: \.isNumber) else { return nil }
        if text.holds("|") { return AuthorNames(text.split(separator: "|").last.map(String.init) ?? "", as: .line, site: site) }
        guard let mark = text.firstIndex(where: { ",·•–—".contains($0) }) else { return nil }
        let rest = text[text.index(after: mark)...].split { "·•".contains($0) }.first.map { PlainText.collapsed(String($0)) } ?? ""
        guard rest.contains(where: \.isNumber), DateReading.read(rest) != nil else { return nil }
        let name = PlainText.collapsed(String(text[..<mark]))
        let names = AuthorNames(name, as: .line, site: site)
        return names.people == [name] && (2...4).contains(name.split(separator: " ").count) ? names : nil
    }

    /// Whether a line is a name and the word for a reporter, as Korean papers print it.
    private static func isReporter(_ text: String) -> Bool {
        text.hasSuffix("기자") && (5...12).contains(text.count) && text.split(separator: " ").count <= 3
    }

    /// The text of a block before its first line break.
    private func firstLine(of block: TextBlock) -> String {
        var text = ""
        for index in block.start..<block.end {
            if outline.tags[index] == .br, text.count(where: \.isLetter) > 6 { break }
            if outline.tags[index] == .text { text += String(decoding: outline.document.textBytes(at: index), as: UTF8.self) }
        }
        return PlainText.collapsed(text)
    }

    private func isEmphasised(_ block: TextBlock) -> Bool {
        let inner = outline.ancestors(of: block.start).prefix { $0 >= block.container }
        return inner.contains { [.i, .em, .b, .strong, .address, .cite].contains(outline.tags[$0]) }
    }
}
