import ArgumentParser
import Bookkeeping
import Committing
import ConfigurationReading
import Foundation
import NewsModel
import Spooling

/// The ledger: whether it is sound, a copy of it, and a new one where it was lost.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Checks the ledger, copies it while the daemon runs, and makes it anew from the spool.",
        discussion: """
            The ledger knows what was told: without it every article would come again. Keep a copy on another disk.
            """,
        subcommands: [Check.self, Backup.self, Rebuild.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Is the ledger whole, and does it belong to the spool?",
            discussion: """
                SQLite's own check of the file, then what the program relies on, then the spool. Reads alone, also while the daemon runs. \
                Prints what is wrong, one a line, and exits 65 where anything is, 66 where there is no ledger.
                """)

        @OptionGroup var configuration: ConfigurationOption
        @Option(
            help: ArgumentHelp(
                "This file instead of the configuration's ledger, such as a backup; then no spool is looked at.", valueName: "file"))
        var ledger: String?
        @Flag(help: "Print findings as JSON, one a line.") var json = false

        func run() throws {
            let settings = ledger == nil ? try configuration.read() : nil
            let path = ledger ?? settings?.ledger.path ?? ""
            var findings = 0
            var progress = Progress(total: nil)
            func report(_ finding: String, action: String) {
                findings += 1
                progress.clear()
                StandardOutput.write(json ? line(finding, action) : Array((Terminal.printable("\(finding) (\(action))") + "\n").utf8))
            }
            let restore = "put a backup back, or run `wirespool ledger rebuild`"
            var words = ""
            do throws(LedgerError) {
                guard FileManager.default.fileExists(atPath: path) else {
                    throw LedgerError(.missing, "there is no ledger \(path)")
                }
                let ledger = try Ledger.openReadOnly(path: path, ofAnyVersion: true)
                defer { ledger.close() }
                try ledger.check(step: { progress.show(offset: nil, $0) }, report: { report($0, action: restore) })
                words = "\(path): \(try ledger.sizeInWords())"
                if let settings {
                    progress.show(offset: nil, "the spool")
                    do {
                        let spool = SpoolDirectory(path: settings.spool.directory)
                        if let refusal = try ledger.refusal(of: spool) { report(refusal.message, action: refusal.hint) }
                        words += ", one pair with \(spool.path)"
                    } catch let error as SpoolError {
                        report(error.message, action: error.hint.isEmpty ? "look at the spool with `wirespool doctor`" : error.hint)
                    } catch {
                        throw LedgerError(.inputOutput, "\(error)")
                    }
                }
            } catch {
                guard error.code == .damaged else {
                    progress.end()
                    throw failure(error.exitStatus, error.description)
                }
                report(error.message, action: restore)
            }
            progress.end()
            guard findings == 0 else { throw failure(.dataError, findings == 1 ? "1 finding" : "\(findings) findings") }
            if !json { StandardOutput.write(line: "\(words): sound") }
        }

        private func line(_ finding: String, _ action: String) -> [UInt8] {
            var json = JSONWriter(capacity: 256)
            json.beginObject()
            json.member("message", finding)
            json.member("action", action)
            json.endObject()
            json.newline()
            return json.bytes
        }
    }

    struct Backup: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copies the ledger as it stands at one moment, also while the daemon runs.",
            discussion: """
                The copy is one file, synced and put in place once it is whole. Nothing is overwritten: exits 73 where there is such a file.
                Check it with 'wirespool ledger check --ledger FILE'.
                """)

        @OptionGroup var configuration: ConfigurationOption
        @Argument(help: ArgumentHelp("The copy's file.", valueName: "to"), completion: .file()) var target: String
        @Flag(help: "Print file and length as JSON.") var json = false

        func run() throws {
            let settings = try configuration.read()
            guard FileManager.default.fileExists(atPath: settings.ledger.path) else {
                throw failure(.noInput, "there is no ledger \(settings.ledger.path)")
            }
            do throws(LedgerError) {
                let ledger = try Ledger.openReadOnly(path: settings.ledger.path, ofAnyVersion: true)
                defer { ledger.close() }
                var progress: Progress?
                let bytes = try ledger.backup(to: target) { done, total in
                    if progress == nil { progress = Progress(total: total) }
                    progress?.show(offset: done, "\(done) of \(total) pages")
                }
                progress?.end()
                if json {
                    var line = JSONWriter(capacity: 128)
                    line.beginObject()
                    line.member("path", target)
                    line.member("bytes", Int(bytes))
                    line.endObject()
                    line.newline()
                    StandardOutput.write(line.bytes)
                } else {
                    StandardOutput.write(line: "\(settings.ledger.path) was copied to \(target), \(bytes) bytes")
                }
            } catch {
                // The ledger is there: it is the copy's directory that is not.
                let isOfCopy = error.code == .missing
                throw failure(error.exitStatus, isOfCopy ? "\(error.message) (make the copy's directory)" : error.description)
            }
        }
    }

    struct Rebuild: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes the ledger anew from the articles in the spool, so that none of them comes again.",
            discussion: """
                For a ledger that was lost or is damaged, and of which there is no backup as late as the spool. Stop the daemon first: exits \
                75 while it runs. The former ledger is kept beside the new one.

                What stands in no article is learnt again: sources are polled as if for the first time, so that articles.backfill holds for \
                what the spool does not know. Imported sources have to be imported again within 30 days.
                """)

        @OptionGroup var configuration: ConfigurationOption
        @Flag(help: "Print the figures as JSON.") var json = false

        func run() throws {
            let settings = try configuration.read()
            let report: LedgerRebuild.Report
            var progress: Progress?
            do throws(CommitError) {
                let rebuild = try LedgerRebuild(
                    ledger: settings.ledger.path, spool: SpoolDirectory(path: settings.spool.directory),
                    consumers: settings.spool.consumers, now: .current)
                report = try rebuild.run(configure: { try $0.take(settings) }) { done, total in
                    if progress == nil { progress = Progress(total: total) }
                    progress?.show(offset: done, "\(done) of \(total) articles")
                }
            } catch {
                progress?.end()
                throw failure(error.exitStatus, error.description)
            }
            progress?.end()
            for flaw in report.unsound { warn("passed over: \(Terminal.printable(flaw))") }
            StandardOutput.write(json ? line(report) : Array(text(report, settings).utf8))
        }

        private func text(_ report: LedgerRebuild.Report, _ settings: Configuration) -> String {
            var lines = ["\(settings.ledger.path): \(report.articles) articles of \(report.stories) stories are known again"]
            if report.adopted > 0 { lines.append("\(report.adopted) of them were not published yet: the next start does it") }
            if !report.unsound.isEmpty {
                lines.append("\(report.unsound.count) files are not sound and were passed over: see 'wirespool spool verify'")
            }
            if !report.unconfigured.isEmpty {
                let names = report.unconfigured.keys.map(\.rawValue).sorted()
                let shown = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " …" : "")
                lines.append(
                    "\(names.count) sources are not configured (\(shown)): import them again within 30 days, or what they list is told again"
                )
            }
            if let former = report.formerLedger { lines.append("the former ledger is kept as \(former)") }
            return lines.joined(separator: "\n") + "\n"
        }

        private func line(_ report: LedgerRebuild.Report) -> [UInt8] {
            var json = JSONWriter(capacity: 256)
            json.beginObject()
            json.member("articles", report.articles)
            json.member("stories", report.stories)
            json.member("adopted", report.adopted)
            json.member("unsound", report.unsound.count)
            json.member("unconfigured_sources", report.unconfigured.count)
            json.member("former_ledger", report.formerLedger)
            json.endObject()
            json.newline()
            return json.bytes
        }
    }
}
