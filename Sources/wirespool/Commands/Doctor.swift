import ArgumentParser
import Bookkeeping
import ConfigurationReading
import NewsModel

/// `wirespool doctor`: is everything as the daemon needs it?
struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks at everything the daemon needs, and says what is not well and what to do.",
        discussion: """
            Configuration, secrets, spool, disk, ledger, limits, clock, names, TLS, and the running daemon. Changes nothing. Permissions are \
            those of the user who asks: under systemd run 'sudo -u wirespool wirespool doctor'. Unless --offline is given, the names of \
            ten sources at most are resolved, and one publisher is asked for its robots.txt.

            Exits 78 where the configuration has errors, 65 where anything else fails; warnings alone exit 0.
            """)

    @OptionGroup var configuration: ConfigurationOption
    @Flag(help: "Resolve no name and ask no publisher.") var offline = false
    @Flag(help: "One JSON object a line: check, outcome, message, action.") var json = false

    func run() throws {
        let settings: Configuration
        do {
            settings = try ConfigurationReader.read(file: configuration.path, looksIntoFiles: true)
        } catch {
            for problem in error.problems { show(.failed("configuration", problem.description, "see 'wirespool check'")) }
            throw ExitStatus.configuration.code
        }
        var findings = Examination(settings).all
        if !offline { findings += NetworkExamination(settings).all }
        findings.append(plan(settings))
        for finding in findings { show(finding) }
        if findings.contains(where: { $0.outcome == .failed }) { throw ExitStatus.dataError.code }
    }

    /// What the daemon would do.
    private func plan(_ settings: Configuration) -> Finding {
        let enabled = settings.sources.filter(\.isEnabled)
        // The examination has told what is wrong with the ledger.
        let ledger = try? Sources.ledger(settings)
        let counts = (try? ledger?.counts()) ?? LedgerCounts()
        let new = enabled.count { (try? ledger?.source($0.id)) == nil }
        let total = max(enabled.count, counts.sources - counts.disabled)
        guard total > 0 else { return .warning("plan", "no source would be polled", "name some under sources:, or import them") }
        let due = (try? ledger?.dueSources(before: .current, limit: 100_000).count) ?? 0
        let next = try? ledger?.dueSources(before: Instant(milliseconds: .max / 4), limit: 1).first?.state.nextPollAt
        let later = next.map { $0 > .current ? "; the next one at \($0)" : "" } ?? ""
        return .well("plan", "'wirespool run' would poll \(total) sources, \(due + new) of them at once\(later)")
    }

    private func show(_ finding: Finding) {
        if json {
            var line = JSONWriter(capacity: 256)
            line.beginObject()
            line.member("check", finding.check)
            line.member("outcome", finding.outcome.rawValue)
            line.member("message", finding.message)
            line.member("action", finding.action)
            line.endObject()
            StandardOutput.write(line: line.text)
            return
        }
        let mark = finding.outcome.rawValue.padding(to: 8)
        let shown = finding.outcome == .failed ? Terminal.red(mark) : finding.outcome == .ok ? Terminal.dim(mark) : Terminal.bold(mark)
        StandardOutput.write(line: shown + finding.check.padding(to: 15) + Terminal.printable(finding.message))
        if let action = finding.action { StandardOutput.write(line: "".padding(to: 23) + "→ " + Terminal.printable(action)) }
    }
}

/// What one look found.
struct Finding {
    enum Outcome: String {
        case ok
        case warning
        case failed
    }

    /// What was looked at, in a word.
    let check: String
    let outcome: Outcome
    /// What was found.
    let message: String
    /// What to do; nil where all is well.
    let action: String?

    static func well(_ check: String, _ message: String) -> Finding {
        Finding(check: check, outcome: .ok, message: message, action: nil)
    }

    static func warning(_ check: String, _ message: String, _ action: String) -> Finding {
        Finding(check: check, outcome: .warning, message: message, action: action)
    }

    static func failed(_ check: String, _ message: String, _ action: String) -> Finding {
        Finding(check: check, outcome: .failed, message: message, action: action)
    }
}

extension String {
    /// Blanks up to a width.
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
