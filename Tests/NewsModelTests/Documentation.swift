import Foundation

/// The documentation of NewsModel in the checkout: what it promises is tested.
enum Documentation {
    static let directory = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/NewsModel/NewsModel.docc")

    static func file(_ name: String) -> String { directory.appending(path: name).path(percentEncoded: false) }
}
