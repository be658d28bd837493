import Glibc

extension UnsafeBufferPointer<UInt8> {
    /// Whether other bytes stand among these, in one run.
    package func holds(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = baseAddress, let wanted = other.baseAddress, !other.isEmpty else { return other.isEmpty }
        var start = 0
        while count - start >= other.count, let found = memchr(base + start, Int32(wanted.pointee), count - start - other.count + 1) {
            let place = UnsafeRawPointer(base).distance(to: found)
            if memcmp(base + place, wanted, other.count) == 0 { return true }
            start = place + 1
        }
        return false
    }
}

extension StringProtocol {
    /// Whether another text stands in this one, byte for byte.
    ///
    /// What the standard library has for it goes from character to character, for texts that are written in more ways than one.
    package func holds(_ other: String) -> Bool {
        var (own, other) = (String(self), other)
        return own.withUTF8 { own in other.withUTF8 { own.holds($0) } }
    }
}
