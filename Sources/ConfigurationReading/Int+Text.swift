extension Int {
    /// Reads bytes as the configuration writes sizes: `16MiB`, `10GB`, `0B`; nil for anything else.
    public init?(configurationSize text: String) {
        guard let bytes = Quantities.bytes(text) else { return nil }
        self = bytes
    }
}
