public import Bookkeeping
import Foundation
import NewsModel
public import Spooling

/// Whether a ledger and a spool belong together, by what each says of itself.
struct Pairing {
    var ledgerPath: String
    var spoolPath: String
    /// The spool's identifier as the ledger knows it; nil in a new one.
    var known: String?
    /// The spool's identifier as `SPOOL.json` has it; nil where there is none.
    var found: String?
    /// The greatest article id the ledger ever gave.
    var greatestKnown: ArticleID?
    /// The greatest one in the spool.
    var greatestFound: ArticleID?

    /// What speaks against it, and what to do; nil where they are one pair, or two that are new.
    ///
    /// `SPOOL.json` and the ledger's note of it are made one after the other: a crash between them leaves an empty spool and a ledger
    /// that does not know it, which is no refusal.
    var refusal: (message: String, hint: String)? {
        switch (known, found) {
        case (nil, nil):
            guard let greatestFound else { return nil }
            return (
                "\(spoolPath) holds the article \(greatestFound), but no SPOOL.json, and the ledger \(ledgerPath) is new",
                "put SPOOL.json and the ledger back, or correct spool.directory; for a new start move the articles away"
            )
        case (nil, _?):
            guard greatestFound != nil else { return nil }
            return (
                "the ledger \(ledgerPath) is new, but the spool \(spoolPath) holds articles of an earlier one",
                "put that ledger back, or run `wirespool ledger rebuild`; else every article comes again"
            )
        case (let known?, nil):
            return (
                "the ledger \(ledgerPath) belongs to the spool \(known), but \(spoolPath) has no SPOOL.json",
                "mount or put back the spool, or correct spool.directory; for a new start move the ledger away as well"
            )
        case (let known?, let found?) where known != found:
            return (
                "the ledger \(ledgerPath) belongs to the spool \(known), but \(spoolPath) is the spool \(found)",
                "correct spool.directory or ledger.url"
            )
        default:
            guard let greatestFound, greatestKnown.map({ greatestFound > $0 }) ?? true else { return nil }
            return (
                "the spool \(spoolPath) holds the article \(greatestFound), newer than any the ledger \(ledgerPath) knows: an older ledger was put back",
                "put the latest ledger back, or run `wirespool ledger rebuild`; else articles come again"
            )
        }
    }
}

extension Ledger {
    /// What speaks against a ledger and a spool being one pair, and what to do about it; nil where nothing does. Changes nothing, also
    /// while the daemon runs.
    ///
    /// - Throws: ``LedgerError``, ``SpoolError``.
    public func refusal(of spool: SpoolDirectory) throws -> (message: String, hint: String)? {
        // The spool first: a name is in the ledger before it is in the spool.
        let (found, greatestFound) = (try spool.identity()?.id, try spool.greatestID())
        return Pairing(
            ledgerPath: path, spoolPath: spool.path, known: try note(.spool), found: found,
            greatestKnown: try note(.greatestArticle).flatMap(ArticleID.init), greatestFound: greatestFound
        ).refusal
    }
}

extension Committer {
    /// Refuses a spool with articles whose ledger is gone, before a new ledger is made that would hide it.
    ///
    /// - Throws: ``CommitError`` — `.foreign`.
    public static func refuseLostLedger(_ path: String, beside spool: SpoolDirectory) throws(CommitError) {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let found: ArticleID?
        do { found = try spool.greatestID() } catch { throw CommitError(error) }
        guard let found else { return }
        throw CommitError(
            .foreign, "there is no ledger \(path), but the spool \(spool.path) holds articles, the last of them \(found)",
            hint: "put the ledger back from a backup, or run `wirespool ledger rebuild`; else every article comes again",
            isTransient: false)
    }
}
