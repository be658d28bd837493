import Markup

extension HTMLTag {
    /// Whether it is that of a heading, of whatever rank.
    var isHeading: Bool {
        switch self {
        case .h1, .h2, .h3, .h4, .h5, .h6: true
        default: false
        }
    }
}
