/// A large value behind one reference: handing it on costs one count, however many fields it has.
///
/// `$value` hands on the reference; a change of the value makes a new one, which nobody else sees.
@propertyWrapper
public struct Shared<Value: Sendable>: Sendable {
    @usableFromInline
    final class Box: Sendable {
        @usableFromInline let value: Value
        @usableFromInline init(_ value: Value) { self.value = value }
    }

    @usableFromInline var box: Box

    /// Puts a value behind a reference.
    @inlinable
    public init(wrappedValue: Value) { box = Box(wrappedValue) }

    /// The value.
    @inlinable
    public var wrappedValue: Value {
        get { box.value }
        set { box = Box(newValue) }
    }

    /// The reference itself.
    @inlinable
    public var projectedValue: Shared {
        get { self }
        set { self = newValue }
    }
}

extension Shared: Equatable where Value: Equatable {
    /// Whether the values are alike.
    @inlinable
    public static func == (a: Shared, b: Shared) -> Bool { a.box === b.box || a.box.value == b.box.value }
}
