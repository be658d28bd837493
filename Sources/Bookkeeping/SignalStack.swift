import Glibc

/// A thread's stack for signal handlers, sigaltstack(2): a thread whose own stack ran out could not run one.
enum SignalStack {
    private static let bytes = 65_536

    /// Goes with the thread: Dispatch's come and go.
    private static let key: pthread_key_t? = {
        var key = pthread_key_t()
        let status = pthread_key_create(&key) { memory in
            var none = stack_t(ss_sp: nil, ss_flags: Int32(SS_DISABLE), ss_size: 0)
            sigaltstack(&none, nil)
            free(memory)
        }
        return status == 0 ? key : nil
    }()

    /// Gives the calling thread one, where it has none.
    static func prepare() {
        guard let key, pthread_getspecific(key) == nil else { return }
        var known = stack_t()
        guard sigaltstack(nil, &known) == 0, known.ss_flags & Int32(SS_DISABLE) != 0, let memory = malloc(bytes) else { return }
        var own = stack_t(ss_sp: memory, ss_flags: 0, ss_size: bytes)
        guard sigaltstack(&own, nil) == 0, pthread_setspecific(key, memory) == 0 else {
            var none = stack_t(ss_sp: nil, ss_flags: Int32(SS_DISABLE), ss_size: 0)
            sigaltstack(&none, nil)
            free(memory)
            return
        }
    }
}
