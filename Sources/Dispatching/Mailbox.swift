import Synchronization

/// What is sent to a queue, gathered until it looks: the queue is told once, however much arrives before that.
public final class Mailbox<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])

    /// An empty mailbox.
    public init() {}

    /// Puts a message behind those that wait.
    ///
    /// - Returns: Whether the queue has to be told, since it was empty.
    public func post(_ message: Message) -> Bool {
        messages.withLock { messages in
            messages.append(message)
            return messages.count == 1
        }
    }

    /// Takes all that wait, in their order.
    public func takeAll() -> [Message] {
        messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
