import Foundation

/// What is kept of a text to know it again when it is told with another headline, a cut tail, an added lead or other words here and there.
///
/// Two texts are compared by the share of their ``Shingles`` that both have (their Jaccard index), which a sketch estimates: of 128 groups
/// of shingles the least is kept in each, as one byte (one permutation hashing: Li, Owen, Zhang, 2012). To be compared at all, one of the six
/// least shingles of the former text, its marks, must be among the sixteen least of the other: an index finds those. To keep a mark costs
/// far more than to look one up, so that few are kept.
package struct TextSketch: Hashable, Sendable {
    /// Of the sixteen shingles with the least numbers, these rising, the lower half of the number. Of a text that was kept the first six.
    package let marks: [UInt32]
    /// One byte for each group of shingles; 0 where the text has none of it.
    package let bins: [UInt8]

    /// Marks by which others are looked for.
    package static let markCount = 16
    /// Marks by which a text is found.
    package static let keptMarkCount = 6
    /// Groups of shingles.
    package static let binCount = 128
    /// A text of fewer different shingles has no sketch: a date and a sentence of the house would make it like many others.
    package static let minimumShingles = 40
    /// From this similarity on, two texts are near-duplicates.
    package static let nearDuplicate = 0.7

    /// The sketch of a text; nil where it is too short: below some 42 words, or 44 characters of Han.
    ///
    /// - Parameter text: Canonical (``CanonicalContent``).
    /// - Complexity: O(characters).
    package init?(of text: String) {
        var seen: Set<UInt64> = []
        var least: [UInt64] = []
        var minima = [UInt64](repeating: .max, count: TextSketch.binCount)
        Shingles.forEach(of: text) { shingle in
            if seen.count < TextSketch.minimumShingles { seen.insert(shingle) }
            // Another number, so that what is kept of the group does not follow from the marks.
            let number = Shingles.mixed(shingle)
            let bin = Int(number >> 57)
            if number < minima[bin] { minima[bin] = number }
            guard least.count < TextSketch.markCount || shingle < least[least.count - 1] else { return }
            let place = least.firstIndex { $0 >= shingle } ?? least.count
            if place < least.count, least[place] == shingle { return }
            least.insert(shingle, at: place)
            if least.count > TextSketch.markCount { least.removeLast() }
        }
        guard seen.count >= TextSketch.minimumShingles else { return nil }
        marks = least.map { UInt32(truncatingIfNeeded: $0) }
        bins = minima.map { $0 == .max ? 0 : UInt8(1 + ($0 & 0xFFFF) % 255) }
    }

    /// A sketch that was kept; nil where it is none.
    package init?(marks: [UInt32], bins: [UInt8]) {
        guard marks.count >= TextSketch.keptMarkCount, bins.count == TextSketch.binCount else { return nil }
        self.marks = marks
        self.bins = bins
    }

    /// The share of words that two texts have in common where the one became the other word by word: 0–1, 1 is the same.
    ///
    /// Of the shared part *j* of all shingles it is the cube root of 2*j* / (1 + *j*), since a shingle has three words (the Mash distance:
    /// Ondov et al., 2016). 0.7 is a fifth of all shingles; with one word in five replaced by another it is 0.8.
    package func similarity(to other: TextSketch) -> Double {
        var (equal, both, any) = (0, 0, 0)
        for (own, others) in zip(bins, other.bins) where own != 0 || others != 0 {
            any += 1
            guard own != 0, others != 0 else { continue }
            both += 1
            if own == others { equal += 1 }
        }
        guard any > 0 else { return 0 }
        // Of 255 groups that differ one looks equal by chance.
        let chance = Double(both) / Double(any) / 255
        let shared = max(0, (Double(equal) / Double(any) - chance) / (1 - chance))
        return cbrt(2 * shared / (1 + shared))
    }
}
