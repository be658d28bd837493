/// The commonest words of languages that are written in Latin letters, by which a text tells its own.
enum CommonWords {
    /// The languages, as BCP 47.
    static let languages = lines.map(\.language)

    /// Bytes of the longest word.
    static let longest = 8

    /// The languages that a word is common in: a bit for each of ``languages``.
    ///
    /// - Parameter word: In lower case, its bytes in UTF-8 side by side, the last one lowest.
    @inline(__always)
    static func languages(of word: UInt64) -> UInt32 {
        table.withUnsafeBufferPointer { slots in
            var place = place(of: word)
            while slots[place].word != word, slots[place].word != 0 { place = (place + 1) % size }
            return slots[place].languages
        }
    }

    private struct Slot {
        var word: UInt64 = 0
        var languages: UInt32 = 0
    }

    /// Some three times as many slots as words, so that a word which is none of them is told by one look.
    private static let size = 1024

    @inline(__always)
    private static func place(of word: UInt64) -> Int { Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> 54) }

    private static let table: [Slot] = {
        var table = [Slot](repeating: Slot(), count: size)
        for (language, line) in lines.enumerated() {
            for word in line.words.split(separator: " ") {
                precondition(word.utf8.count <= longest)
                let word = word.utf8.reduce(0) { $0 << 8 | UInt64($1) }
                var place = place(of: word)
                while table[place].word != word, table[place].word != 0 { place = (place + 1) % size }
                table[place].word = word
                table[place].languages |= 1 << UInt32(language)
            }
        }
        return table
    }()

    private static let lines: [(language: String, words: String)] = [
        ("en", "the and of to in that is was for with on as his by from are has have not said it he she they this will be"),
        ("de", "der die das und ist nicht von mit den dem ein eine zu auf für im sich auch als wird sind wie nach bei aus"),
        ("fr", "le la les des et est une dans que pour qui sur au pas plus par avec ce sont du cette a été il"),
        ("es", "el la los las de que en y por con una para del se no su más como lo ha es al este pero"),
        ("pt", "o a os as de que em e do da para com não uma no na por mais se dos como ao foi são"),
        ("it", "il la di che e per un una in del della con non sono è nel alla dei gli le anche come ha più"),
        ("nl", "de het een van en in is dat op te voor met zijn niet aan er om ook als maar door naar bij"),
        ("sv", "och att det som en på är av för med den till inte har de om ett men var från"),
        ("no", "og det som en på er av for med den til ikke har de om et men var fra å"),
        ("da", "og det som en på er af for med den til ikke har de om et men var fra at"),
        ("fi", "ja on ei se että oli hän joka mutta myös ovat kun niin tai ole kuin mukaan"),
        ("pl", "i w na z do nie się to że jest o jak po od za przez ale był dla są"),
        ("cs", "a v na se je že z do s to o k za pro jako po ale by který byl"),
        ("sk", "a v na sa je že z do s to o k za pre ako po ale by ktorý bol"),
        ("hu", "a az és hogy nem is egy meg csak ez de volt már el még mint azt"),
        ("ro", "și în de la a cu pe nu că din care o este un pentru mai au fost sunt"),
        ("tr", "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ise en ancak dedi"),
        ("id", "yang dan di dengan untuk pada ini dari itu dalam tidak akan juga oleh ke adalah telah"),
        ("vi", "và của là có được cho không trong một với các những này người đã khi"),
        ("hr", "i u je na se da za su od s koji o kao što nije bi će ali"),
        ("sq", "dhe në e të për me një që nga është se i janë nuk ka"),
        ("ca", "el la els les de que i en amb per una del és no ha més com"),
        ("ku", "û li di de ku ji bi wê ev jî bo ye ew hatin"),
        ("et", "ja on ei et see oli ka kui oma mis ning aga"),
        ("lt", "ir kad yra su į iš tai ne buvo apie bet"),
        ("lv", "un ir ka ar no par uz tas bija nav"),
    ]
}
