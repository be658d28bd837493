import Foundation
import Glibc
import LoopbackPublisher
import NewsModel
import Testing

@Suite(.serialized) struct DemoTests {
    /// Runs the demo until it has shown `what`, then ends it as a person would; its status and what it printed.
    private func demo(_ directory: String, in place: Workplace, until shown: () throws -> Bool) async throws -> (
        status: Int32, output: String
    ) {
        let (output, errors) = (place.path("demo.out"), place.path("demo.err"))
        for file in [output, errors] { try? FileManager.default.removeItem(atPath: file) }
        let process = try Program.start(
            ["demo", "--directory", directory], in: place.directory, output: output, diagnostics: errors)
        let hasShown = try await Program.holds(within: Program.patience) { try process.hasEnded || shown() }
        kill(process.processIdentifier, SIGINT)
        let status = try await Program.end(of: process, limit: Program.patience, what: "demo")
        let printed = try [output, errors].map { try String(contentsOfFile: $0, encoding: .utf8) }
        #expect(hasShown, "\(printed[1])")
        return (status, printed.joined())
    }

    /// The log, wherever in the demo's directory it is.
    private func log(of directory: String) -> [LogLine] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.sorted().filter { $0.hasSuffix(".log") || $0.hasSuffix(".ndjson") }
            .flatMap { LogLine.lines(of: FileManager.default.contents(atPath: directory + "/" + $0) ?? Data()) }
    }

    @Test func `the demo shows everything at once, and a second run tells nothing twice`() async throws {
        let place = try Workplace()
        let directory = place.path("demo")
        let first = try await demo(directory, in: place) {
            let log = log(of: directory)
            return try failures(of: log).isSuperset(of: expectedFailures)
                && log.contains { $0["http.response.status_code"]?.integer == 304 }
                && place.articles(of: directory + "/spool").contains { $0.source == "tide-desk" && $0.version == 2 }
        }
        #expect(first.status == 0, "\(first.output)")
        #expect(first.output.contains(/Its page, while it runs: http:\/\/127\.0\.0\.1:[0-9]+\//))
        let articles = try place.articles(of: directory + "/spool")
        #expect(articles.count >= 15)
        for article in articles {
            #expect(article["schema"]?.text == "wirespool.article/1")
            #expect(article.name == (article["id"]?.text ?? "") + ".json")
            #expect(article.bytes.last == 10 && article.bytes.dropLast().allSatisfy { $0 != 10 })
            #expect(article["content_hash"]?.text == ContentHash(of: article.article.content).description)
        }
        if let verdict = try SpoolSchema.verdict(on: directory + "/spool") { #expect(verdict == ["\(articles.count) files"]) }
        try expectAgreedLog(log(of: directory))

        let twin = "Night ferry between Almery and Vessin resumes after eleven years"
        #expect(articles.filter { $0.headline == twin }.count == 1)
        try expectRevision(articles)
        try expectArabic(articles)

        let polls = log(of: directory).filter { $0.event == "poll.finished" }.count
        let second = try await demo(directory, in: place) {
            log(of: directory).filter { $0.event == "poll.finished" }.count >= 2 * polls
        }
        #expect(second.status == 0, "\(second.output)")
        let all = try place.articles(of: directory + "/spool")
        #expect(all.count >= articles.count)
        let versions = all.map { "\($0.story) \($0.version)" }
        #expect(Set(versions).count == versions.count)
        let texts = all.compactMap { $0["content_hash"]?.text }
        let twice = Dictionary(grouping: texts) { $0 }.filter { $1.count > 1 }
        #expect(twice.isEmpty, "\(all.filter { twice[$0["content_hash"]?.text ?? ""] != nil }.map(\.headline))")
    }

    private let expectedFailures: Set = ["rate_limited", "not_a_feed"]

    private func failures(of log: [LogLine]) -> Set<String> {
        Set(log.filter { $0.event == "poll.finished" }.compactMap { $0["error.type"]?.text })
    }

    private func expectAgreedLog(_ log: [LogLine]) throws {
        #expect(!log.isEmpty)
        #expect(log.filter { !$0.beginsAsAgreed }.map(\.text).isEmpty)
        let names = Set(log.map(\.event))
        #expect(names.isSuperset(of: ["daemon.started", "daemon.ready", "poll.finished", "article.spooled", "daemon.stopped"]))
        #expect(failures(of: log).isSuperset(of: expectedFailures))
        #expect(log.contains { $0["http.response.status_code"]?.integer == 304 })
    }

    private func expectRevision(_ articles: [SpooledArticle]) throws {
        let versions = articles.filter { $0.source == "tide-desk" && $0.headline.hasPrefix("Lock at Vessin") }
        try #require(versions.count == 2)
        #expect(versions.map(\.event) == ["new", "revised"])
        #expect(versions.map(\.version) == [1, 2])
        #expect(versions[0].story == versions[1].story && versions[0].guid == versions[1].guid)
        #expect(versions[1]["previous"] == versions[0]["id"])
    }

    /// The full text of a page whose surroundings are left out.
    private func expectArabic(_ articles: [SpooledArticle]) throws {
        let arabic = articles.filter { $0.source == "anba-ar" }
        #expect(arabic.count >= 4)
        let tram = try #require(arabic.first { $0.headline == "افتتاح خط ترام جديد يربط الميناء بالجامعة في مدينة الفنار" })
        #expect(tram["language"]?.text == "ar" && tram["direction"]?.text == "rtl")
        #expect(tram["subheadline"]?.text == "رحلة كل ثماني دقائق..")
        #expect(tram["byline"]?.text == "ليلى حمدان / الوكالة")
        #expect(tram["located"]?.text == "Al Fanar")
        let body = try #require(tram["body_text"]?.text)
        #expect(body.hasPrefix("افتتحت بلدية مدينة الفنار خط ترام جديدا"))
        #expect(body.hasSuffix("أن أعداد الزوار تضاعفت منذ بدء التشغيل التجريبي."))
        #expect(body.components(separatedBy: "\n\n").count == 5)
        for surrounding in ["المواضيع ذات الصلة", "نظام تدفق الأخبار", "whatsapp", "أخبار مشابهة", "شارك هذا الخبر"] {
            #expect(arabic.allSatisfy { $0["body_text"]?.text?.contains(surrounding) != true }, "\(surrounding)")
        }
    }
}
