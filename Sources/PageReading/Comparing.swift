/// How two texts are compared where spelling of no weight is set aside.
enum Comparing {
    /// The letters and digits alone, in lower case.
    static func letters(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                let value = scalar.value
                if (0x61...0x7A).contains(value) || (0x30...0x39).contains(value) {
                    result.append(scalar)
                } else if (0x41...0x5A).contains(value), let lower = Unicode.Scalar(value | 0x20) {
                    result.append(lower)
                }
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return String(result)
    }
}
