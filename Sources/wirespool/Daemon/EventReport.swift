import Bookkeeping
import Committing
import Monitoring
import NewsModel
import Telemetry

/// How a request chain ended, as far as log and counters want to know.
struct PollOutcome: Sendable {
    let answer: Answer?
    let error: PollError?
    let duration: Duration
}

/// Tells the log what a commit made true.
struct EventReport {
    let log: EventLog

    /// A poll.
    func tell(_ report: CommitReport, of visit: Visit, becoming state: SourceState, _ outcome: PollOutcome) {
        tell(report)
        let source = visit.source
        let result: Event.Outcome = outcome.error == nil ? .success : .failure
        let level = Event.levelOfPoll(result, articles: report.spooled.count)
        if log.isEnabled(level) {
            var fields: [EventField] = [
                .sourceID(source.whole), .outcome(result), .duration(outcome.duration),
                .url(outcome.answer?.url ?? source.url), .entries(report.entries),
                .new(report.spooled.count { $0.event == .new }), .revised(report.spooled.count { $0.event != .new }),
                .duplicate(report.duplicates.count), .nextAt(state.nextPollAt), .nextReason(state.nextReason),
            ]
            if let answer = outcome.answer { fields += [.statusCode(answer.status), .bodyBytes(answer.bodyBytes)] }
            if let error = outcome.error { fields += [.errorType(error.type), .errorMessage(error.message)] }
            log.emit(Event(.pollFinished, level: level, fields))
        }
        tellChange(of: source, from: visit.state, to: state)
        if report.isOverflow { log.emit(Event(.sourceOverflowed, [.sourceID(source.whole), .url(source.url)])) }
    }

    /// An article's page.
    func tell(page: AwaitedPage, _ report: CommitReport, _ outcome: PollOutcome) {
        tell(report)
        var fields: [EventField] = [
            .sourceID(page.source), .outcome(outcome.error == nil ? .success : .failure), .duration(outcome.duration),
            .url(outcome.answer?.url ?? page.url),
        ]
        if let answer = outcome.answer { fields += [.statusCode(answer.status), .bodyBytes(answer.bodyBytes)] }
        if let error = outcome.error { fields += [.errorType(error.type), .errorMessage(error.message)] }
        log.emit(Event(.pageFinished, level: outcome.error == nil ? nil : .info, fields))
    }

    /// Articles and duplicates.
    func tell(_ report: CommitReport) {
        for article in report.spooled {
            var fields: [EventField] = [
                .articleID(article.id), .articleStory(article.story), .articleEvent(article.event), .articleVersion(article.version),
                .sourceID(article.source.id),
            ]
            if let headline = article.content.headline { fields.append(.articleHeadline(headline)) }
            if let url = article.url { fields.append(.url(url)) }
            log.emit(Event(.articleSpooled, fields))
        }
        for duplicate in report.duplicates {
            var fields: [EventField] = [.articleStory(duplicate.story), .sourceID(report.source)]
            if let url = duplicate.url { fields.append(.url(url)) }
            log.emit(Event(.articleDuplicate, fields))
        }
    }

    /// So many failures in a row are told as one event.
    private static let failuresToTell = 5

    private func tellChange(of source: Source, from before: SourceState, to after: SourceState) {
        if after.standing == .gone, before.standing != .gone {
            log.emit(Event(.sourceGone, [.sourceID(source.whole), .url(source.url)]))
        } else if after.failures == EventReport.failuresToTell, let error = after.lastError {
            log.emit(
                Event(
                    .sourceFailing,
                    [
                        .sourceID(source.whole), .url(source.url), .sourceFailures(after.failures), .errorType(error.type),
                        .errorMessage(error.message),
                    ]))
        } else if after.failures == 0, before.failures >= EventReport.failuresToTell {
            log.emit(Event(.sourceRecovered, [.sourceID(source.whole), .url(source.url), .sourceFailures(before.failures)]))
        }
        if let since = after.silentSince, before.silentSince == nil {
            log.emit(Event(.sourceSilent, [.sourceID(source.whole), .url(source.url), .sourceSince(since)]))
        } else if before.silentSince != nil, after.silentSince == nil, after.failures == 0 {
            log.emit(
                Event(.sourceRecovered, [.sourceID(source.whole), .url(source.url), .sourceSince(before.silentSince ?? after.nextPollAt)]))
        }
        if let move = after.move, move.isSettled(now: after.lastPollAt ?? move.since),
            before.move?.isSettled(now: before.lastPollAt ?? move.since) != true
        {
            log.emit(Event(.sourceMoved, [.sourceID(source.whole), .url(move.url), .previousURL(source.url), .sourceSince(move.since)]))
        }
    }
}
