import Foundation
import Glibc

extension Process {
    /// Whether it has ended, as the kernel says.
    var hasEnded: Bool { endStatus() != nil }

    /// The exit status, or minus the signal that ended it; nil while it runs.
    ///
    /// The kernel is asked (waitid(2)): `isRunning` waits for a socket to close, which a process that is started at the same moment may
    /// inherit as well, and keeps open for as long as it lives.
    func endStatus(waiting: Bool = false) -> Int32? {
        var information = siginfo_t()
        let options = WEXITED | WNOWAIT | (waiting ? 0 : WNOHANG)
        while waitid(P_PID, id_t(processIdentifier), &information, options) != 0 {
            if errno == EINTR { continue }
            // Foundation knows it already.
            if waiting { waitUntilExit() }
            return isRunning ? nil : terminationReason == .exit ? terminationStatus : -terminationStatus
        }
        let child = information._sifields._sigchld
        guard child.si_pid != 0 else { return nil }
        return information.si_code == CLD_EXITED ? child.si_status : -child.si_status
    }
}
