extension Set<String> {
    /// The words of a list that blanks part.
    init(words list: String) { self.init(list.split(whereSeparator: \.isWhitespace).map(String.init)) }
}
