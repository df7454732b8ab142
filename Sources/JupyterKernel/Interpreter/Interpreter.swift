import JupyterWire

/// A language, as a kernel drives it. Implement this, hand it to a ``Kernel``, and the rest of Jupyter is there.
///
/// All its functions are called on one thread of the kernel's with a large stack, one at a time: an interpreter needs no
/// locks of its own.
public protocol Interpreter: Evaluator, AnyObject {
  /// Who this is; asked for once, before anything else.
  var description: KernelDescription { get }

  /// What may answer while a cell runs; asked for once. Nil, the default, means that everything waits for the cell.
  var sessionReader: (any SessionReader)? { get }

  /// Called once before the first request. By default nothing happens.
  func start() throws

  /// Called before the process ends, if no cell is running. What takes longer than a tenth of a second is cut off.
  func shutDown(restart: Bool)
}

extension Interpreter {
  public var sessionReader: (any SessionReader)? { nil }

  public func start() throws {}

  public func shutDown(restart: Bool) {}
}

/// Answers from a snapshot of the session, on threads of the kernel's own, beside a running cell.
///
/// A kernel whose interpreter has one offers subshells (JEP 91), and answers completion and inspection at once.
public protocol SessionReader: Evaluator, Sendable {
  /// Whether the code only reads, so that ``Evaluator/execute(_:in:)`` of this reader may run it now.
  ///
  /// Other code in a subshell runs on the interpreter's own thread where that is idle, and fails with
  /// ``refusal(of:)`` where it is not.
  func canRun(_ code: String) -> Bool

  /// Why code that it cannot run has to wait for the running cell. By default a `SessionBusy` that says just this.
  func refusal(of code: String) -> ExecutionError

  /// A reader for one subshell, which calls it on one thread; it may keep what that subshell defines. By default this one.
  func makeSubshellReader() -> any SessionReader
}

extension SessionReader {
  public func refusal(of code: String) -> ExecutionError {
    ExecutionError(
      "SessionBusy", "a cell is running, and this code would change the session; run it when the cell has ended")
  }

  public func makeSubshellReader() -> any SessionReader { self }
}
