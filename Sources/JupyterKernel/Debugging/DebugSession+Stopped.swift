import JupyterWire

/// What is asked of a program that is stopped.
extension DebugSession {
  /// - Throws: ``ExecutionError`` where nothing is stopped.
  private func stopped() throws -> DebugPort {
    guard let port = stoppedPort else { throw ExecutionError("NotStopped", "no program is stopped") }
    return port
  }

  /// Lets the program go on when the reply has left.
  func resume(_ resumption: DebugPort.Resumption, body: JSONObject? = nil) throws -> Outcome {
    let port = try stopped()
    return Outcome(body: body) { port.resume(resumption) }
  }

  /// The calls that are open; of a program that runs, none.
  func stackTrace(_ arguments: DebugArguments) throws -> JSONObject {
    guard let port = stoppedPort else { return ["stackFrames": [], "totalFrames": 0] }
    let calls = try port.look { $0.calls }
    let first = min(max(0, arguments.optionalInteger("startFrame") ?? 0), calls.count)
    let levels = arguments.optionalInteger("levels") ?? 0
    let wanted = calls.dropFirst(first).prefix(levels > 0 ? levels : calls.count)
    return [
      "stackFrames": .array(
        wanted.map { id, frame in
          let source: JSON = ["path": .string(sources.path(of: frame.code)), "sourceReference": 0]
          return [
            "id": .integer(id), "name": .string(frame.name), "line": .integer(frame.line), "column": 1,
            "source": source,
          ]
        }), "totalFrames": .integer(calls.count),
    ]
  }

  func scopes(_ arguments: DebugArguments) throws -> JSONObject {
    let frame = try arguments.integer("frameId")
    return try stopped().look { stop in
      let scopes = try stop.program.scopes(of: stop.frame(frame)).map { scope -> JSON in
        var json: JSONObject = [
          "name": .string(scope.kind.rawValue), "variablesReference": .integer(stop.references.add(scope.variables)),
          "expensive": false, "source": [:],
        ]
        if scope.kind == .locals { json["presentationHint"] = "locals" }
        return .object(json)
      }
      return ["scopes": .array(scopes)]
    }
  }

  func evaluate(_ arguments: DebugArguments) throws -> JSONObject {
    let text = try arguments.text("expression")
    let frame = arguments.optionalInteger("frameId")
    return try stopped().look { stop in
      var json = stop.references.json(try stop.program.evaluate(text, in: stop.frame(frame)))
      json["result"] = json["value"]
      json["name"] = nil
      json["value"] = nil
      json["evaluateName"] = nil
      return json
    }
  }

  func setVariable(_ arguments: DebugArguments) throws -> JSONObject {
    let number = try arguments.integer("variablesReference")
    let (name, value) = (try arguments.text("name"), try arguments.text("value"))
    return try stopped().look { stop in
      guard let variable = try stop.references.variables(number)?.first(where: { $0.name == name }) else {
        throw ExecutionError("NameError", "there is no variable `\(name.prefix(256))` there")
      }
      guard let assign = variable.assign else {
        throw ExecutionError("NotSupported", "`\(name)` cannot be given another value here")
      }
      var json = stop.references.json(try assign(value))
      json["name"] = nil
      json["evaluateName"] = nil
      return json
    }
  }

  func copyToGlobals(_ arguments: DebugArguments) throws -> JSONObject {
    let (name, newName) = (try arguments.text("srcVariableName"), try arguments.text("dstVariableName"))
    let frame = arguments.optionalInteger("srcFrameId")
    return try stopped().look { stop in
      var json = stop.references.json(try stop.program.copy(name, in: stop.frame(frame), toGlobal: newName))
      json["name"] = nil
      json["evaluateName"] = nil
      return json
    }
  }

  /// The error that the program has stopped at.
  func errorInfo() throws -> JSONObject {
    guard let error = try stopped().look({ $0.program.error }) else {
      throw ExecutionError("NoError", "the program has not stopped at an error")
    }
    return [
      "exceptionId": .string(error.name), "description": .string(error.value), "breakMode": "always",
      "details": [
        "message": .string(error.value), "typeName": .string(error.name),
        "stackTrace": .string(error.traceback.joined(separator: "\n")),
      ],
    ]
  }
}
