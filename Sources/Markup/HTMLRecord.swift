/// A node as it lies in a document's table. Nodes stand in document order, so a subtree is a range of the table.
struct HTMLRecord {
    var tag: HTMLTag
    /// How many elements stand above it.
    var depth: UInt16
    /// The index of the parent; of the root, -1.
    var parent: Int32
    /// The index after the last of its descendants.
    var end: Int32
    /// Of a text: where its bytes begin. Of an element: the index of its name.
    var start: UInt32
    /// Of a text: how many bytes it has. Of an element: how many attributes.
    var count: UInt32
    /// The index of its first attribute.
    var attributes: UInt32
}

/// An attribute as it lies in a document's table.
struct HTMLAttributeRecord {
    var attribute: HTMLAttribute
    /// The index of its name.
    var name: UInt32
    /// Where the bytes of its value begin.
    var start: UInt32
    /// How many bytes the value has.
    var count: UInt32
}
