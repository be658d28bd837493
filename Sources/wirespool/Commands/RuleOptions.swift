import ArgumentParser
import ConfigurationReading
import Foundation
import NewsModel

/// What `extract` is told of publishers' pages, and whether it tells its reasons.
struct RuleOptions: ParsableArguments {
    @Option(
        name: .customLong("rules"),
        help: ArgumentHelp(
            "A file of rules for publishers' pages, as rules: of the configuration names; may be repeated.", valueName: "file"),
        completion: .file())
    var files: [String] = []

    @Flag(help: "Tell what was found for each field, what was taken and why.")
    var explain = false

    /// The rules of the files.
    ///
    /// - Throws: Exit status 78, after every problem was printed to stderr, one a line.
    func read() throws -> [PageRule] {
        do {
            return try ConfigurationReader.rules(files: files)
        } catch {
            FileHandle.standardError.write(Data((error.description + "\n").utf8))
            throw ExitStatus.configuration.code
        }
    }
}
