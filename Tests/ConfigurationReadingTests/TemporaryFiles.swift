import Foundation

/// A directory with files, removed when it is let go.
final class TemporaryFiles {
    let path: String

    init(_ files: [String: String]) throws {
        let template = FileManager.default.temporaryDirectory.appending(path: "wirespool-[configuration]-\(UUID().uuidString)")
        path = template.path(percentEncoded: false)
        for (name, text) in files {
            let file = template.appending(path: name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func callAsFunction(_ name: String) -> String { path + "/" + name }
}

/// The checkout.
enum Checkout {
    static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: name).path(percentEncoded: false)
    }
}
