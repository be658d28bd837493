import Foundation
import GRDB
import LoopbackPublisher
import NewsModel
import Testing

/// Agency copy that outlets carry, by the real program.
@Suite struct NearDuplicateTests {
    /// What the agency sends, in four sentences.
    private static let wire = [
        "أعلنت بلدية مدينة الفنار الأحد أن أعمال توسيع الميناء القديم تبدأ مطلع الشهر المقبل بعد عامين من الدراسة والتصميم",
        "وقال رئيس البلدية في مؤتمر صحفي إن المشروع يضيف ثلاثة أرصفة جديدة ومحطة للركاب تتسع لخمسة آلاف مسافر في اليوم",
        "وأوضح أن الكلفة تبلغ مئة وعشرين مليونا يمول نصفها قرض من مصرف التنمية ويأتي الباقي من عائدات الميناء نفسه",
        "ومن المنتظر أن تنتهي الأعمال بعد ثلاث سنوات على أن تبقى حركة العبارات إلى الجزر القريبة من دون انقطاع طوال المدة",
    ]

    private static func document(_ path: String) -> String {
        let (headline, text) =
            switch path {
            case "/agency": ("توسيع ميناء الفنار القديم", wire)
            case "/outlet": ("ميناء الفنار يكبر", ["الفنار - مراسلنا"] + wire.dropLast())
            case "/quiet": ("أرصفة جديدة في الفنار", Array(wire.dropFirst()))
            default: ("توسيع الميناء", Array(wire.dropLast()))
            }
        return Documents.rss([.init(guid: path, headline: headline, text: text.joined(separator: ". "), link: "https://x.example\(path)")])
    }

    private static func drop(_ table: String, of ledger: String) throws {
        let queue = try DatabaseQueue(path: ledger)
        try queue.writeWithoutTransaction { try $0.execute(sql: "DROP TABLE \(table)") }
        try queue.close()
    }

    @Test func `copies are tagged, and where that fails they are spooled all the same, and it is told once`() async throws {
        let publisher = try LoopbackPublisher { .feed(Self.document($0.path), for: $0) }
        let place = try Workplace()
        var configuration = DaemonConfiguration()
        func pollAlso(_ id: String, _ keys: String...) async throws -> SpooledArticle {
            configuration.sources.append(.init(id: id, url: publisher.url("/\(id)"), keys: ["full_text: never"] + keys))
            try place.configure(configuration)
            #expect(try await place.pollAll().status == 0)
            return try #require(try place.articles().first { $0.source == id })
        }
        let agency = try await pollAlso("agency")
        #expect(agency["similar_to"] == nil)
        let outlet = try await pollAlso("outlet")
        #expect(outlet.event == "new" && outlet.article.similarTo.map(\.id) == [agency.article.id])
        #expect((0.7..<1).contains(try #require(outlet.article.similarTo.first).similarity))
        #expect(try await pollAlso("quiet", "near_duplicates: off")["similar_to"] == nil)
        #expect(place.log("commit.untagged").isEmpty)
        let check = try await place.run("ledger", "check")
        #expect(check.status == 0, "\(check.output)")

        try Self.drop("mark", of: place.path("ledger.db"))
        #expect(try await pollAlso("late")["similar_to"] == nil)
        let told = place.log("commit.untagged")
        #expect(told.count == 1 && told.first?.level == "warning")
        #expect(told.first?["error.message"]?.text?.contains("mark") == true && told.first?["error.type"]?.text == "ledger")
        #expect(try place.articles().count == 4)
        if let verdict = try SpoolSchema.verdict(on: place.path("spool")) { #expect(verdict == ["4 files"]) }
    }
}
