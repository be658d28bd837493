public import Logging

/// The back end of swift-log: what libraries say becomes the event `log.message`.
public struct JSONLineHandler: LogHandler {
    /// What is added to each message.
    public var metadata: Logger.Metadata = [:]
    /// What else is added to each message.
    public var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let log: EventLog
    private var ownLevel: Logger.Level?

    /// A handler of the logger of that label.
    public init(label: String, log: EventLog, metadataProvider: Logger.MetadataProvider? = nil) {
        self.label = label
        self.log = log
        self.metadataProvider = metadataProvider
    }

    /// The log's level, unless it is set for this logger.
    public var logLevel: Logger.Level {
        get { ownLevel ?? Logger.Level(log.level) }
        set { ownLevel = newValue }
    }

    /// One item of the metadata.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes what a library says.
    public func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        var fields: [EventField] = [.text(.logger, label)]
        if !all.isEmpty { fields.append(.list(.logMetadata, all.map { "\($0.key)=\($0.value)" }.sorted())) }
        if let error = event.error { fields.append(.errorMessage("\(error)")) }
        log.emit(Event(.logMessage, level: EventLevel(event.level), message: event.message.description, fields))
    }
}

extension EventLog {
    /// Makes this log the back end of swift-log for the whole process; to be called once.
    public func bootstrapLoggingSystem() {
        LoggingSystem.bootstrap { label in JSONLineHandler(label: label, log: self) }
    }
}

extension EventLevel {
    init(_ level: Logger.Level) {
        switch level {
        case .trace, .debug: self = .debug
        case .info: self = .info
        case .notice: self = .notice
        case .warning: self = .warning
        case .error, .critical: self = .error
        }
    }
}

extension Logger.Level {
    init(_ level: EventLevel) {
        switch level {
        case .debug: self = .debug
        case .info: self = .info
        case .notice: self = .notice
        case .warning: self = .warning
        case .error: self = .error
        }
    }
}
