import Foundation
import NewsModel

extension DateReading {
    /// The offsets of an IANA zone such as `Europe/Istanbul`; nil where there is none of that name.
    ///
    /// Of a local time that is skipped or comes twice when clocks change, the offset of one of the two is taken.
    public static func zoneOffset(of identifier: String) -> ZoneOffset? {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        return { day, hour, minute in
            let local = Double(day.daysSinceEpoch * 86_400 + Int64(hour * 3600 + minute * 60))
            let guess = zone.secondsFromGMT(for: Date(timeIntervalSince1970: local))
            return zone.secondsFromGMT(for: Date(timeIntervalSince1970: local - Double(guess)))
        }
    }
}
