import Glibc
import JupyterWire
import Logging
import Threads

/// A Jupyter kernel: everything but the language.
///
/// ```swift
/// let kernel = try Kernel(connectionFile: path, language: MyLanguage())
/// exit(try kernel.run())
/// ```
public final class Kernel {
  /// The kernel's comms, for registering targets before it runs.
  public var comms: Comms { state.comms }
  /// The kernel's widgets.
  public var widgets: Widgets { state.widgets }

  private let language: any KernelLanguage
  private let options: KernelOptions
  private let context: ZeroMQContext
  private let state: KernelState
  private let shells: Shells
  private let events: EventShell
  private let lifecycle: Lifecycle
  private let side: Worker
  private let debugger: Debugger?

  private let shell: Channel
  private let control: Channel
  private let heartbeat: Channel
  private let stdin: Channel

  /// Reads the connection file and listens on all channels, without answering yet.
  ///
  /// - Throws: ``KernelError``, whose description is one line for the one who launched it.
  public init(
    connectionFile path: String, language: sending any KernelLanguage, options: KernelOptions = KernelOptions()
  ) throws(KernelError) {
    let connection: ConnectionFile
    do throws(ConnectionFileError) {
      connection = try ConnectionFile(path: path)
    } catch {
      throw KernelError(.connectionFile, error.reason)
    }
    try Descriptors.check()
    self.language = language
    self.options = options
    context = try ZeroMQContext()
    lifecycle = try Lifecycle()

    let sockets = try SocketFactory(context: context, connection: connection)
    let session = WireSession(key: connection.key, complaints: ComplaintLog(options.logger))
    let publisher = try Publisher(
      socket: sockets.makeSocket(.iopub), session: session, streamInterval: options.streamInterval)
    shell = try Channel(name: "shell", socket: sockets.makeSocket(.shell))
    control = try Channel(name: "control", socket: sockets.makeSocket(.control))
    stdin = try Channel(name: "stdin", socket: sockets.makeSocket(.stdin))
    heartbeat = try Channel(name: "heartbeat", socket: sockets.makeSocket(.heartbeat))

    // It completes and inspects too, which takes the language's stack.
    side = Worker(name: "side", stackSize: options.stackSize)
    let description = language.description
    let reader = language.sessionReader
    let comms = Comms(publisher: publisher, complaints: session.complaints)
    let languageDebugger = language.debugger
    var features: [String] = []
    if reader != nil { features.append("kernel subshells") }
    if languageDebugger != nil { features.append(KernelInfoReply.debugger) }
    state = KernelState(
      info: KernelInfoReply(
        implementation: description.implementation, implementationVersion: description.version,
        language: description.language, banner: description.banner, helpLinks: description.helpLinks,
        supportedFeatures: features),
      session: session, publisher: publisher, input: InputExchange(channel: stdin, session: session),
      comms: comms, widgets: Widgets(comms: comms),
      history: InputHistory(
        path: options.history.path(implementation: description.implementation), log: options.logger),
      executions: Executions())
    let shared = state
    debugger = languageDebugger.map {
      Debugger($0, describedBy: description, kernel: shared, stackSize: options.stackSize)
    }
    shells = Shells(kernel: state, reader: reader, side: side, stackSize: options.stackSize)
    events = EventShell(
      EventQueue(complaints: session.complaints), kernel: state, reader: reader?.makeSubshellReader(), main: shells.main
    )
    state.widgets.answer { [weak events] in events?.push($0, $1) }
  }

  /// Runs a kernel from beginning to end; where it cannot start, says why in one line on stderr.
  ///
  /// - Returns: The exit code for the process.
  public static func launch(
    connectionFile path: String, language: sending any KernelLanguage, options: KernelOptions = KernelOptions()
  ) -> Int32 {
    do throws(KernelError) {
      return try Kernel(connectionFile: path, language: language, options: options).run()
    } catch {
      let line = "\(error)\n"
      _ = write(STDERR_FILENO, line, line.utf8.count)
      return 1
    }
  }

  /// Answers requests until a client, the launcher's death or SIGTERM ends the kernel. Call it once.
  ///
  /// - Returns: The exit code for the process.
  /// - Throws: ``KernelError`` where the system has no threads for it.
  public func run() throws(KernelError) -> Int32 {
    let signals = options.ownsProcess ? try SignalPipe() : nil
    defer { signals?.restore() }
    let stage = Monitor(LanguageThread.Stage.working)
    state.publisher.publish(Status.starting, parent: .none)
    let threads: [Thread]
    do throws(ThreadError) {
      threads = try startThreads(stage)
    } catch {
      throw KernelError(.threads, error.description)
    }
    // Not earlier: of a kernel that cannot start, the reason is all there is to read.
    if let notice = options.startNotice { options.logger.warning("\(notice)") }

    let end = lifecycle.wait(signals: signals, parent: ParentWatch(pid: options.parentProcess)) {
      state.executions.interrupt()
    }
    return leave(exitCode: end.exitCode, threads, stage)
  }

  /// The publisher comes first, so that nothing is answered that cannot be published.
  private func startThreads(_ stage: Monitor<LanguageThread.Stage>) throws(ThreadError) -> [Thread] {
    var threads = [try state.publisher.start()]
    threads.append(try heartbeat.start { [heartbeat] frames in heartbeat.send(frames) })
    threads.append(try state.input.start())
    try startLanguage(stage)
    try events.start(stackSize: options.stackSize)
    let control = ControlRouter(
      channel: control, kernel: state, shells: shells, lifecycle: lifecycle, debugger: debugger)
    threads.append(try self.control.start { control.receive($0) })
    let shell = ShellRouter(channel: shell, kernel: state, shells: shells, side: side)
    threads.append(try self.shell.start { shell.receive($0) })
    return threads
  }

  private func startLanguage(_ stage: Monitor<LanguageThread.Stage>) throws(ThreadError) {
    let work = LanguageThread(
      language: language, kernel: state, shells: shells, lifecycle: lifecycle, restInterval: options.restInterval,
      stage: stage)
    try Thread(name: "main shell", stackSize: options.stackSize) { work.run() }.detach()
  }

  /// Stops everything in order: within a tenth of a second for the cell that is running, the time that the language has to
  /// shut down (as much for what it still does of a cell that has ended), and a second for the network.
  private func leave(exitCode: Int32, _ threads: [Thread], _ stage: Monitor<LanguageThread.Stage>) -> Int32 {
    let watchdog =
      options.ownsProcess ? Watchdog(milliseconds: 1000 + 2 * options.shutDownTime, exitCode: exitCode) : nil
    options.whenEnding?()
    shells.stop()
    events.stop()
    state.executions.interrupt()
    // Later: what has stopped is to end, and not to go on.
    debugger?.stop()
    func reaches(_ wanted: LanguageThread.Stage, withinMilliseconds limit: Int) -> Bool {
      stage.wait(until: .now.advanced(milliseconds: limit)) { $0 >= wanted ? true : nil } ?? false
    }
    let time = options.shutDownTime
    let hasLeft =
      reaches(.leaving, withinMilliseconds: 60)
      || stage.withLock({ $0 == .endingCell }) && reaches(.leaving, withinMilliseconds: time)
    let isDone = hasLeft && reaches(.done, withinMilliseconds: time)
    if !isDone { options.lastWork?() }
    side.stop()
    state.history.close()
    for channel in [shell, control, stdin, heartbeat] { channel.stop() }
    state.publisher.stop()
    for thread in threads { thread.join() }
    context.terminate()
    // A cell that does not heed its cancellation cannot be stopped in any other way.
    if !isDone, options.ownsProcess { _exit(exitCode) }
    watchdog?.callOff()
    return exitCode
  }
}

extension Lifecycle.End {
  fileprivate var exitCode: Int32 {
    switch self {
    case .shutdown, .parentDied: 0
    case .terminated: 128 + SIGTERM
    }
  }
}

/// The parts of a running kernel that all others share. Everything in it is safe from any thread.
struct KernelState: Sendable {
  let info: KernelInfoReply
  let session: WireSession
  let publisher: Publisher
  let input: InputExchange
  let comms: Comms
  let widgets: Widgets
  let history: InputHistory
  let executions: Executions

  var scope: RequestScope { RequestScope(session: session, publisher: publisher) }
}
