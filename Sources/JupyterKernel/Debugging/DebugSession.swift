import JupyterWire
import Threads

/// What the kernel knows of debugging between two requests, and its answers to them. All clients share one.
///
/// Whoever uses it does so on the debugger's thread, but for ``close()`` and what says that it is for any thread.
final class DebugSession: @unchecked Sendable {
  /// For any thread.
  let events: DebugEvents
  let language: any LanguageDebugger
  let kernel: KernelState
  /// The cells that clients know by a path.
  var sources: CellSources
  /// The breakpoints of each cell by its path, in the order in which cells got some.
  var breakpoints: [(path: String, places: [PlacedBreakpoint])] = []
  /// Whether a client has begun to debug, by `initialize`, and none has ended it.
  private(set) var isStarted = false
  /// Where the language stops; nil while no client is attached.
  private let attached = Monitor<DebugPort?>(nil)
  private lazy var inspector = language.inspector
  /// The variables that were shown last while nothing was stopped.
  private lazy var inspected = VariableReferences(events.numbers)

  init(_ language: any LanguageDebugger, describedBy description: KernelDescription, _ kernel: KernelState) {
    self.language = language
    self.kernel = kernel
    events = DebugEvents(kernel.publisher)
    sources = CellSources(of: description)
  }

  /// Where a program is stopped now; nil where none is.
  var stoppedPort: DebugPort? { attached.withLock { $0 }.flatMap { $0.isStopped ? $0 : nil } }

  /// Answers a request. What goes wrong is in the reply.
  func answer(_ request: DebugRequest) -> DebugAnswer {
    func reply(_ message: String?, _ body: JSONObject? = nil) -> DebugReply {
      DebugReply(
        seq: events.nextSeq(), requestSeq: request.seq, command: request.command, message: message, body: body)
    }
    do {
      let outcome = try outcome(of: request)
      return DebugAnswer(reply: reply(nil, outcome.body), afterwards: outcome.afterwards)
    } catch {
      let error = ExecutionError(error)
      return DebugAnswer(reply: reply("\(error)", [:]))
    }
  }

  /// What a request has led to.
  struct Outcome {
    var body: JSONObject?
    /// What is to be done when the reply has left.
    var afterwards: DebugAnswer.Continuation?

    static var done: Outcome { Outcome() }
  }

  private func outcome(of request: DebugRequest) throws -> Outcome {
    let arguments = DebugArguments(request)
    switch request.command {
    case "debugInfo": return Outcome(body: info)
    case "inspectVariables": return Outcome(body: try inspectVariables())
    case "richInspectVariables": return Outcome(body: try richInspectVariables(arguments))
    case "variables": return Outcome(body: try variables(arguments))
    case "dumpCell": return Outcome(body: ["sourcePath": .string(sources.path(of: try arguments.text("code")))])
    case "source": return Outcome(body: try source(arguments))
    // No cell is a module, and modules are not looked into.
    case "modules": return Outcome(body: ["modules": [], "totalModules": 0])
    case "copyToGlobals": return Outcome(body: try copyToGlobals(arguments))
    case "initialize": return initialize()
    case "disconnect": return disconnect()
    default: break
    }
    guard isStarted else {
      throw ExecutionError(
        "NotStarted", "the debugger has not been started: `initialize` comes before `\(request.command)`")
    }
    switch request.command {
    case "attach": return attach()
    case "configurationDone": return .done
    case "setBreakpoints": return Outcome(body: try setBreakpoints(arguments))
    case "setExceptionBreakpoints": return try setErrorStops(arguments)
    case "threads": return Outcome(body: ["threads": [["id": .integer(DebugStop.threadID), "name": "MainThread"]]])
    case "stackTrace": return Outcome(body: try stackTrace(arguments))
    case "scopes": return Outcome(body: try scopes(arguments))
    case "evaluate": return Outcome(body: try evaluate(arguments))
    case "setVariable": return Outcome(body: try setVariable(arguments))
    case "exceptionInfo": return Outcome(body: try errorInfo())
    case "continue": return try resume(.run, body: ["allThreadsContinued": true])
    case "next": return try resume(.over)
    case "stepIn": return try resume(.into)
    case "stepOut": return try resume(.out)
    case "pause":
      language.pause()
      return .done
    case "terminate": return terminate()
    default:
      throw ExecutionError("UnknownCommand", "this debugger has no command `\(request.command.prefix(64))`")
    }
  }

  // MARK: Beginning and end

  private func initialize() -> Outcome {
    isStarted = true
    return Outcome(body: DebugCapabilities.json)
  }

  private func attach() -> Outcome {
    let port = attached.withLock { attached -> DebugPort? in
      guard attached == nil else { return nil }
      let port = DebugPort(events: events)
      attached = port
      return port
    }
    if let port { language.attach(port) }
    events.publish("initialized")
    return Outcome { [events] in
      events.publish("thread", ["reason": "started", "threadId": .integer(DebugStop.threadID)])
    }
  }

  private func disconnect() -> Outcome {
    let wasStarted = isStarted
    isStarted = false
    for (path, _) in breakpoints { if let code = sources[path] { _ = language.setBreakpoints([], in: code) } }
    breakpoints = []
    language.setErrorStops([])
    language.detach()
    // The program goes on when the reply has left.
    let port = attached.withLock { attached in
      defer { attached = nil }
      return attached
    }
    if wasStarted { events.publish("terminated") }
    return Outcome { port?.close() }
  }

  /// Ends what is being debugged: the running cell.
  private func terminate() -> Outcome {
    let goOn = disconnect().afterwards
    return Outcome { [executions = kernel.executions] in
      executions.interrupt()
      goOn?()
    }
  }

  /// The kernel ends. For any thread.
  func close() { attached.withLock { $0 }?.close() }

  private var info: JSONObject {
    [
      "isStarted": .bool(isStarted), "hashMethod": .string(CellSources.hashMethod),
      "hashSeed": .integer(Int(CellSources.hashSeed)), "tmpFilePrefix": .string(sources.prefix),
      "tmpFileSuffix": .string(sources.suffix), "breakpoints": breakpointInfo,
      "stoppedThreads": stoppedPort == nil ? [] : [.integer(DebugStop.threadID)], "richRendering": true,
      "exceptionPaths": [.string(DebugCapabilities.exceptionPath)], "copyToGlobals": true,
    ]
  }

  private func source(_ arguments: DebugArguments) throws -> JSONObject {
    let path = try arguments.path
    guard let code = sources[path] else {
      throw ExecutionError("NoSuchSource", "source unavailable: no cell is known as \(path.prefix(256))")
    }
    return ["content": .string(code)]
  }

  // MARK: While nothing is stopped

  private func inspectVariables() throws -> JSONObject {
    let variables = try inspector.variables()
    inspected = VariableReferences(events.numbers)
    return ["variables": inspected.json(variables)]
  }

  private func variables(_ arguments: DebugArguments) throws -> JSONObject {
    let number = try arguments.integer("variablesReference")
    let gone = ExecutionError("NoSuchVariables", "there are no variables of the number \(number) any more")
    if let port = stoppedPort {
      return try port.look { stop in
        guard let variables = try stop.references.variables(number) else { throw gone }
        return ["variables": stop.references.json(variables)]
      }
    }
    guard let variables = try inspected.variables(number) else { throw gone }
    return ["variables": inspected.json(variables)]
  }

  private func richInspectVariables(_ arguments: DebugArguments) throws -> JSONObject {
    let name = try arguments.text("variableName")
    let display: MimeBundle?
    if let port = stoppedPort {
      let frame = arguments.optionalInteger("frameId")
      display = try port.look { stop in try stop.program.display(name, in: try stop.frame(frame)) }
    } else {
      display = try inspector.display(name)
    }
    guard let display else { throw ExecutionError("NameError", "there is no variable `\(name.prefix(256))`") }
    return ["data": .object(display.data), "metadata": .object(display.metadata)]
  }
}
