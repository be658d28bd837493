/// How two texts are compared where spelling of no weight is set aside.
enum Comparing {
    /// The letters and digits alone, in lower case.
    static func letters(_ text: String) -> String {
        var text = text
        return text.withUTF8 { utf8 in
            // No letter grows by more than a half.
            String(unsafeUninitializedCapacity: 2 * utf8.count) { letters in
                var count = 0
                func add(_ byte: UInt8) {
                    letters[count] = byte
                    count += 1
                }
                var index = 0
                while index < utf8.count {
                    let byte = utf8[index]
                    if byte < 0x80 {
                        index += 1
                        if (0x61...0x7A).contains(byte) || byte.isDigit {
                            add(byte)
                        } else if (0x41...0x5A).contains(byte) {
                            add(byte | 0x20)
                        }
                        continue
                    }
                    let width = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
                    let run = utf8[index..<min(index + width, utf8.count)]
                    index += width
                    if width == 2, let second = run.last, let known = short[Int(byte & 0x1F) << 6 | Int(second & 0x3F)] {
                        known.forEach(add)
                    } else if width == 3, isUncased(run) {
                        run.forEach(add)
                    } else {
                        lower(run).forEach(add)
                    }
                }
                return count
            }
        }
    }

    /// Ideographs, kana and hangul syllables, which are letters and have no capitals.
    private static func isUncased(_ run: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let point = run.reduce(0) { $0 << 6 | UInt32($1 & 0x3F) } & 0xFFFF
        return (0x4E00...0x9FEF).contains(point) || (0xAC00...0xD7A3).contains(point) || (0x3041...0x3096).contains(point)
            || (0x30A1...0x30FA).contains(point)
    }

    private static func lower(_ run: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
        String(decoding: run, as: UTF8.self).unicodeScalars.first.map { lower($0) } ?? []
    }

    /// A letter in lower case, in UTF-8; of anything but letters and digits nothing.
    private static func lower(_ scalar: Unicode.Scalar) -> [UInt8] {
        let properties = scalar.properties
        return properties.isAlphabetic || properties.numericType != nil ? Array(properties.lowercaseMapping.utf8) : []
    }

    /// Of the characters that take two bytes in UTF-8, by their numbers: most letters beyond ASCII.
    private static let short: [[UInt8]?] = (0..<0x800).map { (point: UInt32) in
        point < 0x80 ? nil : Unicode.Scalar(point).map { Comparing.lower($0) }
    }
}
