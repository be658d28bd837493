/// Bounds the large bodies that are held at once; further ones are not read on until there is room.
///
/// Belongs to the transfers queue.
final class LargeBodies {
    /// Every answer may have so much.
    static let bytes = 1 << 20

    /// And whoever waits for a place so much: what is being read of the wire is unpacked to its end before it is paused.
    static let waitingBytes = 2 << 20

    private var places: Int
    private var lendableBytes: Int
    private var waiting: [Transfer] = []
    private var newlyWaiting: [Transfer] = []
    /// Called on any queue, when what holds a place lets go of it.
    var left: @Sendable () -> Void = {}

    init(limit: Int, lendableBytes: Int) { (places, self.lendableBytes) = (limit, lendableBytes) }

    /// A place for a transfer's body; nil where it has to wait for one.
    func place(for transfer: Transfer) -> BodyPlace? {
        guard places > 0 else {
            waiting.append(transfer)
            newlyWaiting.append(transfer)
            return nil
        }
        places -= 1
        return BodyPlace(left)
    }

    /// Those who began to wait since it was asked last.
    func takeNewlyWaiting() -> [Transfer] {
        guard !newlyWaiting.isEmpty else { return [] }
        defer { newlyWaiting = [] }
        return newlyWaiting
    }

    /// A place is free again: whoever has waited longest has it. Should that one end, its place comes back by itself.
    ///
    /// - Returns: Who may go on.
    func free() -> Transfer? {
        guard !waiting.isEmpty else {
            places += 1
            return nil
        }
        let transfer = waiting.removeFirst()
        transfer.hold(BodyPlace(left))
        return transfer
    }

    /// A transfer has ended.
    func forget(_ transfer: Transfer) {
        transfer.giveBack()
        waiting.removeAll { $0 === transfer }
    }

    /// Lends bytes to somebody who waits, as far as there are any.
    func lend(_ count: Int) -> Bool {
        guard count <= lendableBytes else { return false }
        lendableBytes -= count
        return true
    }

    /// So many of the bytes that were lent are given back.
    func takeBack(_ count: Int) { lendableBytes += count }
}

/// The place of a large body among those that may be held at once. It is given back when nobody holds it any more: keep it as long as the
/// body, or what was made of it.
public final class BodyPlace: Sendable {
    private let left: @Sendable () -> Void

    init(_ left: @escaping @Sendable () -> Void) { self.left = left }

    deinit { left() }
}
