/// What a source's own origin is asked with over TLS, beside what every source has: paths of PEM files.
public struct SourceTLS: Hashable, Codable, Sendable {
    /// The authorities that are trusted in place of the system's; nil for the system's.
    public var authoritiesFile: String?
    /// The client's certificate; a path, or `${credential:NAME}`.
    public var certificateFile: String?
    /// The certificate's private key; a path, or `${credential:NAME}`. nil where it stands in ``certificateFile``.
    public var keyFile: String?

    /// Nothing but what is given.
    public init(authoritiesFile: String? = nil, certificateFile: String? = nil, keyFile: String? = nil) {
        self.authoritiesFile = authoritiesFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
    }
}
