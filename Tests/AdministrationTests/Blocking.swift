import Administration
import Dispatch

/// Runs what blocks on a thread of its own: on a thread of the tasks it would keep the server's answer from being made.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        // A queue of its own has a thread of its own at once; the shared ones wait a second before they add one.
        DispatchQueue(label: "blocking").async { continuation.resume(with: Result(catching: body)) }
    }
}

/// What the daemon at a socket answers.
func get(_ path: String, socket: String) async throws -> [UInt8] {
    try await blocking { try AdminClient.get(path, socket: socket, timeoutSeconds: 600) }
}

/// Why the daemon at a socket does not answer.
func failure(of path: String, socket: String) async -> AdminClientError? {
    do {
        _ = try await get(path, socket: socket)
        return nil
    } catch {
        return error as? AdminClientError
    }
}
