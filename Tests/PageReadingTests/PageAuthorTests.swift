import NewsModel
import PageReading
import Testing

/// Who is named as the author of a page, one way to name them each.
@Suite struct PageAuthorTests {
    private static let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)

    private func read(head: String = "", before: String = "", inside: String = "", after: String = "") throws -> PageArticle {
        let page = """
            <html lang='en'><head>\(head)</head><body><nav>Home</nav><main><article><h1>The bridge stays</h1>\(before)
            <div>\(PageAuthorTests.text)\(inside)</div></article></main>\(after)</body></html>
            """
        return try PageReader.read(
            Array(page.utf8), contentType: "text/html; charset=utf-8", url: "https://www.coastnews.example/a/b", explaining: true)
    }

    private func names(
        head: String = "", before: String = "", inside: String = "", after: String = ""
    ) throws -> [String] {
        try read(head: head, before: before, inside: inside, after: after).content.authors.map(\.name)
    }

    // MARK: What stands beside a name

    @Test(arguments: [
        ("By Ann First, Senior Director, Content &amp; Marketing, CoastWorks and Tide Institute", ["Ann First"]),
        ("By Ann First, Coast Columnist", ["Ann First"]), ("By Ann First RN, BSN, Certified Tide Consultant", ["Ann First"]),
        ("By Ann First, Senior Technologist, Coast Speech, Tides, and Technology Project", ["Ann First"]),
        ("By Ann First, Staff Writer, Ben Second, Staff Writer", ["Ann First", "Ben Second"]),
        ("By Ann First, editor, and Ben Second", ["Ann First", "Ben Second"]),
        ("By Ann First Reporter, Ben Second Reporter", ["Ann First", "Ben Second"]),
        ("Autorin: Rechtsanwältin Ann First", ["Ann First"]), ("By Ann First (with Ben Second)", ["Ann First"]),
    ])
    func `offices, degrees and employers are no authors`(_ byline: String, _ expected: [String]) throws {
        #expect(try names(before: "<p class='byline'>\(byline)</p>") == expected)
    }

    @Test(arguments: ["Bund der Brückenfreunde e.V.", "Bayerische Landesanstalt"])
    func `an association in the head goes behind a person in the byline`(_ association: String) throws {
        #expect(try names(head: "<meta name='author' content='\(association)'>", before: "<p><em>Von Ann First</em></p>") == ["Ann First"])
    }

    @Test func `a picture agency is told by its word, not by letters within a name`() throws {
        #expect(try names(before: "<p class='byline'>By Ann Sigetty</p>") == ["Ann Sigetty"])
        #expect(try names(before: "<p class='byline'>By Getty Images</p>").isEmpty)
    }

    @Test func `a byline that names more people than the data does is taken, whatever their titles`() throws {
        let head =
            #"<script type="application/ld+json">{"@type":"Article","headline":"x","author":{"@type":"Person","name":"Ann First"}}</script>"#
        #expect(try names(head: head, before: "<p class='byline'>By Dr Ann First, Ben Second</p>") == ["Dr Ann First", "Ben Second"])
    }
}
