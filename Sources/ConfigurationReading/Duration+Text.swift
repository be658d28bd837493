extension Duration {
    /// Reads `90s`, `15m`, `12h`, `7d`, as the configuration writes durations; nil for anything else.
    public init?(configurationText text: String) {
        guard let seconds = Quantities.seconds(text) else { return nil }
        self = .seconds(seconds)
    }
}
