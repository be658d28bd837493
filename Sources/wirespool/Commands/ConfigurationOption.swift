import ArgumentParser
import ConfigurationReading
import Foundation

/// `--config FILE`, as every command has it that reads the configuration.
struct ConfigurationOption: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("The configuration; else $WIRESPOOL_CONFIG, else /etc/wirespool/wirespool.yaml.", valueName: "file"))
    var file: String?

    /// The file that is meant; an empty variable names none.
    var path: String {
        if let file { return file }
        let named = ProcessInfo.processInfo.environment["WIRESPOOL_CONFIG"] ?? ""
        return named.isEmpty ? "/etc/wirespool/wirespool.yaml" : named
    }

    /// The configuration.
    ///
    /// - Throws: Exit status 78, after every problem was printed to stderr, one a line.
    func read() throws -> Configuration {
        do {
            return try ConfigurationReader.read(file: path)
        } catch {
            FileHandle.standardError.write(Data((error.description + "\n").utf8))
            throw ExitStatus.configuration.code
        }
    }

    /// The configuration; nil where none is named and there is none at the usual place.
    ///
    /// - Throws: As ``read()``.
    func readIfPresent() throws -> Configuration? {
        let isNamed = file != nil || !(ProcessInfo.processInfo.environment["WIRESPOOL_CONFIG"] ?? "").isEmpty
        return isNamed || FileManager.default.fileExists(atPath: path) ? try read() : nil
    }
}
