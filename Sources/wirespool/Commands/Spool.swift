public import ArgumentParser
public import Spooling

/// The spool, for people and shell scripts.
struct Spool: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks into the spool, and takes articles from it.",
        discussion: """
            A consumer in a shell script:
              f=$(wirespool spool claim) && index "$f" && wirespool spool done "$f"
            Where spool.consumers names several, every command but verify needs --consumer.
            Exits 66 where there is no such article, 75 where nothing waits, 77 where the spool may not be used.
            """,
        subcommands: [
            List.self, Show.self, Follow.self, Claim.self, Done.self, Fail.self, Release.self, Replay.self, Verify.self, Prune.self,
        ], defaultSubcommand: List.self)
}

extension SpoolDirectory.Box: ExpressibleByArgument {}
