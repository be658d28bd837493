import Administration
import Bookkeeping
import Committing
import ConfigurationReading
import Fetching
import Foundation
import Glibc
import NewsModel
import Spooling

/// Looks at this machine: what the daemon reads, writes and listens on. Changes nothing.
struct Examination {
    private let settings: Configuration

    init(_ settings: Configuration) { self.settings = settings }

    /// Everything, in the order in which it is shown.
    var all: [Finding] {
        [configuration, user, secrets] + spool + [disk, ledger, descriptors, clock] + listeners
    }

    private var configuration: Finding {
        let what = "\(settings.sources.count) sources in \(settings.files.count) files"
        guard settings.polling.contact != PollingSettings().contact else {
            return .warning(
                "configuration", what + "; publishers cannot find who polls them", "set polling.contact to a page or a mail address")
        }
        return .well("configuration", what)
    }

    private var user: Finding {
        let name = getpwuid(geteuid()).flatMap { $0.pointee.pw_name }.map { String(cString: $0) } ?? "\(geteuid())"
        guard geteuid() != 0 else {
            return .warning(
                "user", "root may do everything: what follows says nothing of permissions", "run 'sudo -u wirespool wirespool doctor'")
        }
        return .well("user", "permissions are those of \(name)")
    }

    private var secrets: Finding {
        let resolver = settings.requestBuilder.secrets
        var (count, problems) = (0, [String]())
        for source in settings.sources {
            do throws(SecretError) {
                switch source.authentication {
                case .basic(_, let file), .bearer(let file):
                    count += 1
                    _ = try resolver.readSecret(file: file)
                case nil: break
                }
                for text in [source.configuredURL, source.proxy ?? ""] + source.headers.map(\.value) where text.contains("${credential:") {
                    count += 1
                    _ = try resolver.resolve(text)
                }
            } catch {
                problems.append("\(source.id): \(error.message)")
            }
        }
        guard let first = problems.first else { return .well("secrets", "\(count) are named, and can be read") }
        let credentials = resolver.credentialsDirectory == nil
        return Finding(
            check: "secrets", outcome: credentials ? .warning : .failed,
            message: first + (problems.count > 1 ? ", and \(problems.count - 1) more" : ""),
            action: credentials
                ? "${credential:NAME} is there for the service alone: see LoadCredential= of the unit; a file must be readable to its user"
                : "make them readable to the service's user")
    }

    // MARK: Spool and ledger

    private var spool: [Finding] {
        let path = settings.spool.directory
        guard let root = status(of: path) else {
            let parent = directory(of: path)
            if access(parent, W_OK | X_OK) == 0 { return [.well("spool", "\(path) is not there yet: the first start makes it")] }
            return [.failed("spool", "\(path): \(systemError())", "run 'systemd-tmpfiles --create', or make the directory")]
        }
        let owners = settings.spool.consumers.isEmpty ? [nil] : settings.spool.consumers.map(Optional.some)
        let directory = SpoolDirectory(path: path)
        var findings: [Finding] = []
        for box in [directory.stagingPath]
            + owners.flatMap({ owner in SpoolDirectory.Box.allCases.map { directory.path(of: $0, consumer: owner) } })
        {
            // What is not there yet is made by the daemon, where it may.
            guard let found = status(of: box) else { continue }
            if found.st_dev != root.st_dev {
                findings.append(
                    .failed("spool", "\(box) is on another file system", "have the whole spool on one: files are renamed across it"))
            }
            if access(box, W_OK | X_OK) != 0 {
                findings.append(
                    .failed("spool", "\(box): \(systemError())", "make it belong to the service's user, or add ReadWritePaths="))
            }
        }
        if access(path, W_OK | X_OK) != 0 {
            findings.append(.failed("spool", "\(path): \(systemError())", "make it belong to the service's user, or add ReadWritePaths="))
        }
        if let type = MountTable.type(of: path), !["ext4", "xfs", "btrfs"].contains(type) {
            findings.append(
                .warning(
                    "spool", "\(path) is on \(type)", "use ext4, XFS or btrfs: what is promised of crashes has been tested on these alone"))
        }
        do throws(SpoolError) {
            let waiting = try (status(of: directory.identityPath) == nil) ? 0 : directory.waitingCount()
            if findings.isEmpty { findings = [.well("spool", "\(path) can be written; \(waiting) articles wait")] }
        } catch {
            findings.append(.failed("spool", error.message, error.hint.isEmpty ? "see 'wirespool spool verify'" : error.hint))
        }
        return findings
    }

    private var disk: Finding {
        var system = statvfs()
        let path = settings.spool.directory
        guard statvfs(path, &system) == 0 || statvfs(directory(of: path), &system) == 0 else {
            return .failed("disk", "\(path): \(systemError())", "make the directory")
        }
        let free = UInt64(system.f_bavail).multipliedReportingOverflow(by: UInt64(system.f_frsize)).partialValue
        let (needed, words) = (UInt64(clamping: settings.spool.minimumFreeBytes), "\(free >> 20) MiB are free for the spool")
        if free < needed { return .failed("disk", words + ": polling pauses", "make room, or lower spool.min_free") }
        if system.f_files > 0, system.f_favail < 100_000 {
            return .warning("disk", "\(system.f_favail) files can still be made on the spool's disk", "run 'wirespool spool prune'")
        }
        if free < needed &* 2 { return .warning("disk", words + "; below \(needed >> 20) MiB polling pauses", "make room") }
        return .well("disk", words)
    }

    private var ledger: Finding {
        let path = settings.ledger.path
        let parent = directory(of: path)
        guard access(parent, W_OK | X_OK) == 0 else {
            return .failed("ledger", "\(parent): \(systemError())", "make it belong to the service's user, or add ReadWritePaths=")
        }
        let spool = SpoolDirectory(path: settings.spool.directory)
        guard status(of: path) != nil else {
            do throws(CommitError) {
                try Committer.refuseLostLedger(path, beside: spool)
            } catch {
                return .failed("ledger", error.message, error.hint)
            }
            return .well("ledger", "\(path) is not there yet: the first start makes it")
        }
        guard access(path, R_OK | W_OK) == 0 else {
            return .failed("ledger", "\(path): \(systemError())", "make it belong to the service's user")
        }
        do throws(LedgerError) {
            let ledger = try Ledger.openReadOnly(path: path)
            defer { ledger.close() }
            // What is wrong with the spool itself is told by its own finding.
            if let refusal = try? ledger.refusal(of: spool) { return .failed("ledger", refusal.message, refusal.hint) }
            let counts = try ledger.counts()
            let words = "\(path): \(counts.sources) sources, \(counts.failing) failing"
            guard counts.failing * 5 <= counts.sources else {
                return .warning("ledger", words, "see 'wirespool sources list --failing'")
            }
            return .well("ledger", words)
        } catch {
            if error.code == .earlierVersion { return .warning("ledger", error.message, error.hint) }
            return .failed("ledger", error.message, error.hint)
        }
    }

    // MARK: The process

    private var descriptors: Finding {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return .well("limits", "no limit is known") }
        let needed = Fetcher.connections(transfers: settings.polling.transfers) + 100
        guard limit.rlim_max >= UInt(needed) else {
            return .warning(
                "limits", "\(limit.rlim_max) descriptors may be open, polling.transfers asks for \(needed)",
                "raise LimitNOFILE= of the unit, or lower polling.transfers")
        }
        return .well("limits", "\(limit.rlim_max) descriptors may be open")
    }

    private var clock: Finding {
        let now = Instant.current
        // Whoever wrote the ledger had a clock, too; a minute is what clocks are set back by without harm.
        let attributes = try? FileManager.default.attributesOfItem(atPath: settings.ledger.path)
        if let changed = attributes?[.modificationDate] as? Date, changed.timeIntervalSince1970 > Double(now.milliseconds) / 1000 + 60 {
            return .failed("clock", "\(now) is before the ledger's last change", "set it right, and start a time service")
        }
        return .well("clock", "\(now)")
    }

    private var listeners: [Finding] {
        var findings: [Finding] = []
        for listener in settings.admin.listen {
            switch listener {
            case .unix(let path): findings.append(daemon(path))
            // Of a port that is any free one its log alone knows.
            case .tcp(let host, let port): if port != 0 { findings.append(page(.tcp(host, port))) }
            }
        }
        return findings.contains { $0.check == "daemon" }
            ? findings : findings + [.warning("daemon", "admin.listen names no Unix socket", "name one: 'wirespool status' asks there")]
    }

    private func daemon(_ path: String) -> Finding {
        do throws(AdminClientError) {
            _ = try AdminClient.get("/readyz", socket: path)
            return .well("daemon", "answers on \(path), and is ready")
        } catch {
            return told(error, path)
        }
    }

    private func page(_ listener: Administration.AdminListener) -> Finding {
        do throws(AdminClientError) {
            try AdminClient.greet(listener)
            return .well("page", "is at http://\(listener)/")
        } catch {
            return error.code == .notRunning
                ? .warning("page", "nobody listens on \(listener)", "start the daemon; where it runs, see admin.failed in its log")
                : .failed("page", "another program listens on \(listener)", "stop it, or name another port in admin.listen, and restart")
        }
    }

    private func told(_ error: AdminClientError, _ path: String) -> Finding {
        switch error.code {
        case .notRunning: .warning("daemon", "is not running: nobody listens on \(path)", "run 'systemctl start wirespool'")
        case .notPermitted: .warning("daemon", error.message, "become a member of wirespool-admin")
        case .status(503):
            .failed(
                "daemon", "is not ready: " + String(decoding: error.body, as: UTF8.self).split(separator: "\n").joined(separator: "; "),
                "see the log: journalctl -u wirespool")
        case .address, .timeout, .malformed, .status: .failed("daemon", error.message, "see the log: journalctl -u wirespool")
        }
    }

    private func directory(of path: String) -> String {
        let parent = path.split(separator: "/").dropLast().joined(separator: "/")
        return "/" + parent
    }

    private func status(of path: String) -> stat? {
        var found = stat()
        return stat(path, &found) == 0 ? found : nil
    }

    private func systemError() -> String { String(cString: strerror(errno)) }
}
