import ArgumentParser

/// Which documents `parse` and `extract` read.
struct DocumentOptions: ParsableArguments {
    @Argument(help: "The documents; standard input when there is none.", completion: .file())
    var files: [String] = []

    @Option(help: "Where the document is from: what its relative links are relative to.")
    var url: String?

    @Option(
        help: """
            A file of requests, one JSON object a line: {"file","url"?,"headers"?}. "-" is standard input. Each gets its answer, in order. \
            --url is for the lines without one.
            """
    )
    var manifest: String?

    @Flag(help: "Print JSON, as is always done.")
    var json = false

    func validate() throws {
        if manifest != nil && !files.isEmpty { throw ValidationError("--manifest names the documents itself: name files or a manifest.") }
    }
}
