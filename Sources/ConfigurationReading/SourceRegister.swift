import NewsModel
import Yams

/// The sources of all files together: what is given twice is found here.
struct SourceRegister {
    private(set) var sources: [Source] = []
    private var places: [SourceID: String] = [:]
    private var urls: [String: (id: SourceID, place: String)] = [:]
    private var renamed: [(from: SourceID, to: SourceID, mark: Place?, document: YAMLDocument)] = []

    mutating func add(_ placed: PlacedSource) {
        let source = placed.source
        let idPlace = SourceRegister.place(placed.idPlace, placed.document)
        if let first = places.updateValue(idPlace, forKey: source.id) {
            places[source.id] = first
            placed.document.report(
                placed.idPlace, "id \(source.id) is given twice, first at \(first)", "write another id, or remove one of them")
            return
        }
        let key = URLReference.normalized(source.url)
        if let first = urls[key] {
            placed.document.report(
                placed.urlPlace, "source \(source.id) has the url of \(first.id), given at \(first.place)", "remove one of them")
            return
        }
        urls[key] = (source.id, SourceRegister.place(placed.urlPlace, placed.document))
        if let former = source.formerly { renamed.append((former, source.id, placed.formerlyPlace, placed.document)) }
        sources.append(source)
    }

    /// Reports what `formerly` says that cannot be; to be called once, after the last source.
    func checkRenames() {
        var heirs: [SourceID: SourceID] = [:]
        for (former, id, mark, document) in renamed {
            if let place = places[former] {
                document.report(mark, "formerly: \(former) still is a source, at \(place)", "remove one of the two lines")
            } else if let other = heirs[former] {
                document.report(mark, "formerly: \(former) is said by \(other) as well", "keep one of them")
            }
            heirs[former] = id
        }
    }

    private static func place(_ mark: Place?, _ document: YAMLDocument) -> String {
        "\(document.file):\(mark?.line ?? 0):\(mark?.column ?? 0)"
    }
}
