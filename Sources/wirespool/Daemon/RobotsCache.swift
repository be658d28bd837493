import Fetching
import Monitoring
import NewsModel

/// What is known of the robots.txt of origins whose pages are fetched (RFC 9309).
struct RobotsCache {
    enum Outcome {
        case answer(Answer, [UInt8])
        case unreachable
    }

    enum Judgement: Equatable {
        case allowed
        case disallowed
        /// The rules could not be had, so nothing may be fetched until they are asked again.
        case unknown(until: Instant)
    }

    private enum Verdict {
        case rules(RobotsRules)
        case nothingAllowed
    }

    private var known: [RobotsPlace: (verdict: Verdict, until: Instant)] = [:]

    /// Remembers what was answered, and until when: a day; an hour where the server failed (section 2.4).
    ///
    /// 4xx: everything is allowed. 5xx or no answer: nothing is (section 2.3.1).
    mutating func learn(_ place: RobotsPlace, _ outcome: Outcome, now: Instant) -> Instant {
        known = known.filter { $0.value.until > now }
        let verdict: Verdict
        var until = now + .hours(24)
        switch outcome {
        case .answer(let answer, let body) where (200..<300).contains(answer.status): verdict = .rules(RobotsRules(parsing: body))
        case .answer(let answer, _) where (400..<500).contains(answer.status) && answer.status != 429:
            verdict = .rules(.allowingAll)
        default:
            verdict = .nothingAllowed
            until = now + .hours(1)
        }
        known[place] = (verdict, until)
        return until
    }

    /// Whether a page may be fetched, by the robots.txt that holds for it.
    func judgement(of url: String, by place: RobotsPlace, now: Instant) -> Judgement {
        guard let reference = URLReference(url), let entry = known[place] else {
            return .unknown(until: now + .minutes(1))
        }
        let encoded = URLReference(reference.description) ?? reference
        let path = (encoded.path.isEmpty ? "/" : encoded.path) + (encoded.query.map { "?" + $0 } ?? "")
        switch entry.verdict {
        case .rules(let rules): return rules.allows(path: path, productToken: "wirespool") ? .allowed : .disallowed
        case .nothingAllowed: return .unknown(until: entry.until)
        }
    }
}
