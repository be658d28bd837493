import ArgumentParser
import ConfigurationReading
import NewsModel
import Spooling

/// Which spool is meant, and how its failures end a command.
struct SpoolLocation: ParsableArguments {
    @Option(help: ArgumentHelp("The spool, instead of the configuration's.", valueName: "directory")) var spool: String?
    @Option(help: ArgumentHelp("The consumer, where the spool has several.", valueName: "name")) var consumer: String?
    @OptionGroup var configuration: ConfigurationOption

    /// The spool's directory.
    ///
    /// - Throws: Exit status 78 where the configuration cannot be read.
    func directory() throws -> String {
        if let spool { return spool }
        return try configuration.read().spool.directory
    }

    /// Does something with the spool.
    ///
    /// - Throws: The exit status of what went wrong, after it was told on stderr.
    func withReader<Value>(_ body: (SpoolReader) throws -> Value) throws -> Value {
        let directory = try directory()
        do {
            return try body(SpoolReader(directory: SpoolDirectory(path: directory), consumer: consumer))
        } catch let error as SpoolError {
            throw failure(error.exitStatus, error.description)
        }
    }

    /// Does something with the boxes of the consumer that is named, else with those of every consumer.
    ///
    /// - Throws: As ``withReader(_:)``.
    func withReaders(_ body: (SpoolReader) throws -> Void) throws {
        let directory = SpoolDirectory(path: try directory())
        do {
            var owners: [String?] = [consumer]
            if consumer == nil, let found = try? directory.owners(), !found.isEmpty { owners = found }
            for owner in owners { try body(SpoolReader(directory: directory, consumer: owner)) }
        } catch let error as SpoolError {
            throw failure(error.exitStatus, error.description)
        }
    }
}

/// An article as people name it: its id, or the path of its file as `spool claim` prints it.
struct ArticleName: ExpressibleByArgument {
    let id: ArticleID

    init?(argument: String) {
        let name = argument.split(separator: "/").last.map(String.init) ?? argument
        guard let id = SpoolDirectory.article(named: name) ?? ArticleID(name) else { return nil }
        self.id = id
    }
}
