import Dispatch
import Dispatching
import Testing

@Suite struct AlarmTests {
    /// An actor with an alarm, which tells each ring.
    private actor Sleeper {
        private let executor = QueueExecutor(label: "alarm-tests")
        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
        private let rings: AsyncStream<Void>.Continuation
        private var again: DispatchTime?
        private lazy var alarm: Alarm = .init(on: executor.queue, leeway: .nanoseconds(0)) { self.assumeIsolated { $0.rang() } }

        /// - Parameter again: What it sets the alarm for when it rings for the first time.
        init(_ rings: AsyncStream<Void>.Continuation, again: DispatchTime? = nil) { (self.rings, self.again) = (rings, again) }

        var isSet: Bool { alarm.isSet }
        func set(for deadlines: DispatchTime...) { for deadline in deadlines { alarm.set(for: deadline) } }
        func cancel() { alarm.cancel() }

        private func rang() {
            alarm.rang()
            if let again { alarm.set(for: again) }
            again = nil
            rings.yield()
        }
    }

    @Test func `an earlier time moves it, and a later one does not`() async {
        for late in [DispatchTime.now() + .seconds(3600), .distantFuture] {
            let (rings, told) = AsyncStream.makeStream(of: Void.self)
            var ring = rings.makeAsyncIterator()
            let sleeper = Sleeper(told)
            await sleeper.set(for: late, .now())
            await ring.next()
            #expect(await !sleeper.isSet)
            await sleeper.set(for: .now(), late)
            await ring.next()
            #expect(await !sleeper.isSet)
            await sleeper.cancel()
        }
    }

    @Test func `it may be set again while it rings`() async {
        let (rings, told) = AsyncStream.makeStream(of: Void.self)
        var ring = rings.makeAsyncIterator()
        let sleeper = Sleeper(told, again: .now())
        await sleeper.set(for: .now())
        await ring.next()
        await ring.next()
        #expect(await !sleeper.isSet)
        await sleeper.cancel()
    }

    @Test func `what was cancelled is set no more`() async {
        let (_, told) = AsyncStream.makeStream(of: Void.self)
        let sleeper = Sleeper(told)
        await sleeper.set(for: .distantFuture)
        #expect(await sleeper.isSet)
        await sleeper.cancel()
        await sleeper.set(for: .now())
        #expect(await !sleeper.isSet)
    }
}
