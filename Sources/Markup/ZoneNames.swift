import NewsModel

/// The abbreviations of time zones, as far as they mean one thing to most feeds.
enum ZoneNames {
    /// Seconds east of UTC; nil where the name is unknown. In lower case.
    ///
    /// Source: RFC 5322 section 4.3 for UT, GMT and the American ones; the tz database for the others.
    static func offset(_ name: String) -> Int? { minutes[name].map { $0 * 60 } }

    /// Seconds east of UTC that an IANA zone (`europe/brussels`, in whatever case) has at a local time; nil where there is no such zone.
    static func offset(zone: String, day: CalendarDay, hour: Int, minute: Int) -> Int? {
        let name = zone.split(separator: "/").map { part in
            part.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: "_")
        }.joined(separator: "/")
        return DateReading.zoneOffset(of: name)?(day, hour, minute)
    }

    private static let minutes: [String: Int] = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "uct": 0,
        "est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "ct": -360, "mst": -420, "mdt": -360, "mt": -420, "pst": -480,
        "pdt": -420, "pt": -480, "akst": -540, "akdt": -480, "hst": -600, "ast": -240, "adt": -180, "at": -240, "nst": -210, "ndt": -150,
        "brt": -180, "art": -180, "clt": -240, "clst": -180, "cot": -300, "pet": -300, "vet": -240, "bot": -240, "uyt": -180,
        "west": 60, "bst": 60, "cet": 60, "met": 60, "mez": 60, "cest": 120, "mest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180,
        "msd": 240, "trt": 180, "sast": 120, "wat": 60, "cat": 120, "eat": 180, "ist": 330, "pkt": 300, "irst": 210, "irdt": 270,
        "gst": 240,
        "azt": 240, "amt": 240, "get": 240, "uzt": 300, "yekt": 300, "npt": 345, "ict": 420, "wib": 420, "wita": 480, "wit": 540,
        "myt": 480,
        "sgt": 480, "hkt": 480, "pht": 480, "awst": 480, "jst": 540, "kst": 540, "acst": 570, "acdt": 630, "aest": 600, "aedt": 660,
        "nzst": 720, "nzdt": 780, "idt": 180,
    ]
}
