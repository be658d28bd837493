public import NewsModel

/// Why a request brought no response.
public struct FetchError: Error, Equatable, Sendable {
    /// The bounded code.
    public var type: ErrorType
    /// What happened, and with which host. Never user information, a token or a password.
    public var message: String
    /// What the operator can do, where that is known.
    public var hint: String?
    /// Whether the same request may succeed later.
    public var isTransient: Bool
    /// Whether there was no room for the answer here, which says nothing of the publisher.
    public var isCrowded: Bool

    /// An error.
    public init(_ type: ErrorType, _ message: String, hint: String? = nil, isTransient: Bool = false, isCrowded: Bool = false) {
        self.type = type
        self.message = message
        self.hint = hint
        self.isTransient = isTransient
        self.isCrowded = isCrowded
    }
}

extension FetchError: CustomStringConvertible {
    /// The message, and the hint in brackets.
    public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}
