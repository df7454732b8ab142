import JupyterWire

/// What a debugger can do, as it answers `initialize`.
enum DebugCapabilities {
  /// The errors that one can have it stop at.
  static let filters: [(name: String, stops: ErrorStops, label: String, description: String)] = [
    ("raised", .raised, "Raised errors", "Stop at every error, where it is raised."),
    ("uncaught", .uncaught, "Uncaught errors", "Stop at an error that will end the cell, where it is raised."),
  ]

  /// What clients call the errors of a language.
  static let exceptionPath = "Errors"

  static let json: JSONObject = [
    "supportsConfigurationDoneRequest": true, "supportsConditionalBreakpoints": true,
    "supportsHitConditionalBreakpoints": true, "supportsLogPoints": true, "supportsEvaluateForHovers": true,
    "supportsSetVariable": true, "supportsExceptionInfoRequest": true, "supportsModulesRequest": true,
    "supportsDelayedStackTraceLoading": true, "supportsTerminateRequest": true,
    "exceptionBreakpointFilters": .array(
      filters.map {
        [
          "filter": .string($0.name), "label": .string($0.label), "default": false,
          "description": .string($0.description),
        ]
      }),
  ]
}
