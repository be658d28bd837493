package import Bookkeeping
package import NewsModel

extension CommitBatch {
    /// So many near-duplicates are named at most.
    static let similarLimit = 8

    /// The near-duplicates of a version that is being spooled, and from now on it is one for others. A story that is taken back is none.
    ///
    /// That an article is told does not depend on it: what fails here is reported, and the article has no near-duplicates.
    /// - Throws: What ended the transaction, and that alone.
    func similarArticles(
        to text: ToldText, of story: StoryRecord, by source: SourceRecord, report: inout CommitReport
    ) throws -> [SimilarArticle] {
        do {
            guard source.nearDuplicates == .tag, !story.isWithdrawn, let sketch = TextSketch(of: text.canonicalText) else {
                // The text before is no longer the story's.
                if story.version > 1 { try ledger.forgetSketch(ofStory: story.number) }
                return []
            }
            let similar = try nearDuplicates(of: sketch, in: ledger, now: now, window: source.duplicateWindow).compactMap {
                $0.story == story.number ? nil : try article(ofStory: $0.story, similarity: $0.similarity)
            }
            try ledger.remember(SketchRecord(story: story.number, toldAt: now, sketch: sketch))
            return Array(similar.prefix(CommitBatch.similarLimit))
        } catch  where ledger.isUnderWay {
            report.untaggedBecause = "\(error)"
            return []
        }
    }

    private func article(ofStory number: Int64, similarity: Double) throws -> SimilarArticle? {
        guard let story = try ledger.story(number), let id = story.id, let latest = story.latest, !story.isWithdrawn else { return nil }
        return SimilarArticle(id: latest, story: id, similarity: similarity)
    }
}

/// The stories of which the latest text is a near-duplicate, the most similar first.
///
/// - Complexity: as ``LedgerTransaction/sketches(like:limit:)``; 32 texts are compared at most.
package func nearDuplicates(
    of sketch: TextSketch, in ledger: LedgerTransaction, now: Instant, window: Duration
) throws -> [(story: Int64, similarity: Double)] {
    nearDuplicates(of: sketch, among: try ledger.sketches(like: sketch, limit: 32), now: now, window: window)
}

/// Of texts that may be near-duplicates those that are, the most similar first, with the similarity in hundredths.
///
/// - Parameter known: The order decides between equals.
func nearDuplicates(
    of sketch: TextSketch, among known: [SketchRecord], now: Instant, window: Duration
) -> [(story: Int64, similarity: Double)] {
    let near = known.compactMap { record -> (story: Int64, similarity: Double)? in
        let similarity = sketch.similarity(to: record.sketch)
        guard similarity >= TextSketch.nearDuplicate, now - record.toldAt <= window else { return nil }
        return (record.story, (similarity * 100).rounded() / 100)
    }
    return near.enumerated().sorted { ($0.element.similarity, $1.offset) > ($1.element.similarity, $0.offset) }.map(\.element)
}
