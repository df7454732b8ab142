import JupyterWire
import Threads

/// The main shell and its subshells: hands each request about code to the one that it is meant for.
final class Shells: Sendable {
  /// The requests that wait for the language's thread.
  let main = ShellQueue()

  /// Each costs a thread; nobody needs more.
  private static let maximumSubshells = 128

  private let kernel: KernelState
  private let reader: (any SessionReader)?
  private let side: Worker
  private let stackSize: Int
  private let subshells = Monitor<[String: Subshell]>([:])

  init(kernel: KernelState, reader: (any SessionReader)?, side: Worker, stackSize: Int) {
    self.kernel = kernel
    self.reader = reader
    self.side = side
    self.stackSize = stackSize
  }

  func dispatch(_ request: ReceivedRequest) {
    if let id = request.header.subshellID {
      guard let subshell = subshells.withLock({ $0[id] }) else {
        return kernel.scope.refuse(request, Self.unknown(id))
      }
      if !subshell.queue.push(request) { kernel.scope.refuse(request, Self.unknown(id)) }
      return
    }
    if case .execute = request.content {
      main.push(request)
    } else if let reader, main.isBusy {
      // Completion and inspection need not wait for a cell to end.
      side.perform { [kernel, main] in
        ShellRequests(kernel: kernel, evaluator: reader, queue: main).answer(request)
      }
    } else {
      main.push(request)
    }
  }

  var subshellIDs: [String] { subshells.withLock { $0.keys.sorted() } }

  /// - Throws: ``ExecutionError`` where there are no subshells, or no more of them.
  func createSubshell() throws -> String {
    guard let reader else { throw ExecutionError("NotSupported", "this kernel has no subshells") }
    let id = SessionIdentity.makeUUID()
    let subshell = Subshell(id: id, kernel: kernel, reader: reader.makeSubshellReader(), main: main)
    try subshells.withLock { subshells in
      guard subshells.count < Self.maximumSubshells else {
        throw ExecutionError("TooManySubshells", "there are \(subshells.count) subshells already")
      }
      try subshell.start(stackSize: stackSize)
      subshells[id] = subshell
    }
    return id
  }

  /// - Throws: ``ExecutionError`` where there is none of that id.
  func deleteSubshell(_ id: String) throws {
    guard let subshell = subshells.withLock({ $0.removeValue(forKey: id) }) else { throw Self.unknown(id) }
    subshell.delete()
  }

  /// Ends all shells, without waiting for them.
  func stop() {
    main.close()
    let all = subshells.withLock { subshells in
      defer { subshells = [:] }
      return Array(subshells.values)
    }
    for subshell in all { subshell.stop() }
  }

  static func unknown(_ id: String) -> ExecutionError {
    ExecutionError("UnknownSubshell", "there is no subshell \"\(id.prefix(64))\"")
  }
}
