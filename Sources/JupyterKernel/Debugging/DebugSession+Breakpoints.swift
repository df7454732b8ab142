import JupyterWire

/// A breakpoint, and the line that the language has found for it; nil where it found none.
struct PlacedBreakpoint {
  let breakpoint: Breakpoint
  let line: Int?
}

extension DebugSession {
  /// More breakpoints in one cell than anybody sets.
  private static let most = 10_000

  /// Sets the breakpoints of a cell anew.
  func setBreakpoints(_ arguments: DebugArguments) throws -> JSONObject {
    let path = try arguments.path
    let wanted = (arguments["breakpoints"]?.arrayValue ?? []).map { $0.objectValue ?? [:] }
    guard wanted.count <= Self.most else {
      throw ExecutionError(
        "TooManyBreakpoints", "\(wanted.count) breakpoints are more than a cell can have: \(Self.most)")
    }
    let places = place(wanted, path)
    breakpoints.removeAll { $0.path == path }
    if !places.isEmpty { breakpoints.append((path, places)) }
    return [
      "breakpoints": .array(
        places.map { place in
          var json: JSONObject = [
            "verified": .bool(place.line != nil), "id": .integer(place.breakpoint.id),
            "source": ["path": .string(path)], "line": .integer(place.line ?? place.breakpoint.line),
          ]
          if place.line == nil { json["message"] = .string(sources[path] == nil ? Self.unknownCell : Self.noPlace) }
          return .object(json)
        })
    ]
  }

  private func place(_ wanted: [JSONObject], _ path: String) -> [PlacedBreakpoint] {
    let first = events.numbers.take(max(1, wanted.count))
    let asked = wanted.enumerated().map { number, json in
      Breakpoint(
        id: first + number, line: json["line"]?.integerValue ?? 0, condition: json.writtenText("condition"),
        hitCondition: json.writtenText("hitCondition"), logMessage: json.writtenText("logMessage"))
    }
    guard let code = sources[path] else { return asked.map { PlacedBreakpoint(breakpoint: $0, line: nil) } }
    let lines = language.setBreakpoints(asked, in: code)
    return zip(asked, lines).map { PlacedBreakpoint(breakpoint: $0, line: $1) }
  }

  private static let unknownCell = "no cell is known under this path: `dumpCell` gives the path of one"
  private static let noPlace = "there is no statement in this line or near it"

  /// The breakpoints as `debugInfo` tells them to a client that comes later.
  var breakpointInfo: JSON {
    .array(
      breakpoints.map { path, places in
        let lines = places.map { place -> JSON in
          var json: JSONObject = ["line": .integer(place.line ?? place.breakpoint.line)]
          if let condition = place.breakpoint.condition { json["condition"] = .string(condition) }
          if let hits = place.breakpoint.hitCondition { json["hitCondition"] = .string(hits) }
          if let message = place.breakpoint.logMessage { json["logMessage"] = .string(message) }
          return .object(json)
        }
        return ["source": .string(path), "breakpoints": .array(lines)]
      })
  }

  /// Stops at errors from now on, by the filters of ``DebugCapabilities``, or at none.
  func setErrorStops(_ arguments: DebugArguments) throws -> Outcome {
    var stops: ErrorStops = []
    let options = (arguments["filterOptions"]?.arrayValue ?? []).compactMap { $0["filterId"] }
    for filter in (arguments["filters"]?.arrayValue ?? []) + options {
      if let found = DebugCapabilities.filters.first(where: { .string($0.name) == filter }) {
        stops.insert(found.stops)
      }
    }
    language.setErrorStops(stops)
    return .done
  }
}

extension JSONObject {
  /// A text that says something; nil where it is empty or not there.
  fileprivate func writtenText(_ key: String) -> String? {
    guard let text = self[key]?.stringValue, text.contains(where: { !$0.isWhitespace }) else { return nil }
    return text
  }
}
