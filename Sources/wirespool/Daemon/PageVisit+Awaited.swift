import Bookkeeping
import Monitoring
import NewsModel

extension PageVisit {
    /// Of a source that is not polled any more no page is fetched: what it owes is told at once, from the feed's own text.
    init?(_ page: AwaitedPage, of source: DueSource) {
        let isPolled = source.source.isEnabled && source.state.standing == .active
        guard isPolled || page.isFeedTextOwed else { return nil }
        let deadline = isPolled ? page.deadline : Instant(milliseconds: 0)
        self.init(
            id: page.id, source: source.$source, url: page.url, nextTryAt: page.nextTryAt, deadline: page.isFeedTextOwed ? deadline : nil)
    }
}
