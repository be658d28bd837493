import ArgumentParser
import ConfigurationReading
import Foundation
import NewsModel

/// `wirespool check`: reads the whole configuration and prints every error at once.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read the whole configuration and print every error.",
        discussion: """
            Each error is a line: file:line:column: what is wrong (what to write instead). \
            Exit status 0 when there is none, else 78. A configuration without sources is no error, and is warned of. Of the files it names, those of tls: are opened, and those that hold secrets are not.
            """)

    @OptionGroup var configuration: ConfigurationOption

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let read: Configuration
        do {
            read = try ConfigurationReader.read(file: configuration.path, looksIntoFiles: true)
        } catch {
            // They are what the command was asked for: results, on stdout.
            StandardOutput.write(line: json ? Check.report(error) : error.description)
            throw ExitStatus.configuration.code
        }
        StandardOutput.write(line: json ? Check.report(read) : Check.summary(read))
        if read.sources.isEmpty {
            warn("no sources, so nothing would be polled: name some under sources:, or in files that include: names (sources.d/*.yaml)")
        }
    }

    static func summary(_ configuration: Configuration) -> String {
        let (sources, files) = (configuration.sources.count, configuration.files.count)
        return "ok: \(sources) \(sources == 1 ? "source" : "sources"), \(files) \(files == 1 ? "file" : "files")"
    }

    static func report(_ configuration: Configuration) -> String {
        var json = JSONWriter()
        json.beginObject()
        json.key("ok")
        json.boolean(true)
        json.member("sources", configuration.sources.count)
        json.strings("files", configuration.files)
        json.endObject()
        return json.text
    }

    static func report(_ errors: ConfigurationErrors) -> String {
        var json = JSONWriter()
        json.beginObject()
        json.key("ok")
        json.boolean(false)
        json.key("problems")
        json.beginArray()
        for problem in errors.problems {
            json.beginObject()
            json.member("file", problem.file)
            json.member("line", problem.line > 0 ? problem.line : nil)
            json.member("column", problem.line > 0 ? problem.column : nil)
            json.member("message", problem.message)
            json.member("suggestion", problem.suggestion)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        return json.text
    }
}
