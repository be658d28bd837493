/// Which names a page has used, as far as it may use different ones.
///
/// libxml2 keeps each name of an element, an attribute or a reference in a table of at most 16,384 places (dict.c) and walks along those
/// that share one: with a million of them most of the time goes there. Pages have some hundred.
struct HTMLNameCensus {
    /// Different names of a page.
    private static let maximumNames = 1 << 14
    /// Places that are looked at for one name.
    private static let maximumSteps = 64

    /// Hashes, 0 where there is none; twice as many places as names.
    private var places = [UInt64](repeating: 0, count: 512)
    private var count = 0

    /// Whether a name was used before, or there is room for another.
    mutating func admits(_ hash: UInt64) -> Bool {
        let hash = hash == 0 ? 1 : hash
        var place = start(of: hash)
        for _ in 0..<HTMLNameCensus.maximumSteps {
            if places[place] == hash { return true }
            if places[place] == 0 {
                guard count < HTMLNameCensus.maximumNames else { return false }
                places[place] = hash
                count += 1
                if count * 2 > places.count { grow() }
                return true
            }
            place = (place + 1) & (places.count - 1)
        }
        return false
    }

    /// The upper bits of a product depend on all of the hash.
    private func start(of hash: UInt64) -> Int { Int((hash &* 0x9E37_79B9_7F4A_7C15) >> 32) & (places.count - 1) }

    private mutating func grow() {
        let known = places
        places = Array(repeating: 0, count: 2 * known.count)
        for hash in known where hash != 0 {
            var place = start(of: hash)
            while places[place] != 0 { place = (place + 1) & (places.count - 1) }
            places[place] = hash
        }
    }
}
