/// Bounds the large bodies that are held at once; further ones are not read on until there is room.
///
/// Belongs to the transfers queue.
final class LargeBodies {
    /// Every answer may have so much.
    static let bytes = 1 << 20

    private var places: Int
    private var waiting: [Transfer] = []
    /// Called on any queue, when what holds a place lets go of it.
    var left: @Sendable () -> Void = {}

    init(limit: Int) { places = limit }

    /// A place for a body; nil where there is none.
    var place: BodyPlace? {
        guard places > 0 else { return nil }
        places -= 1
        return BodyPlace(left)
    }

    /// Has a transfer wait for a place.
    func wait(_ transfer: Transfer) { waiting.append(transfer) }

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
    func forget(_ transfer: Transfer) { waiting.removeAll { $0 === transfer } }
}

/// The place of a large body among those that may be held at once. It is given back when nobody holds it any more: keep it as long as the
/// body, or what was made of it.
public final class BodyPlace: Sendable {
    private let left: @Sendable () -> Void

    init(_ left: @escaping @Sendable () -> Void) { self.left = left }

    deinit { left() }
}
