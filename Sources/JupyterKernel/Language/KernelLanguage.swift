import JupyterWire

/// A language, as a kernel drives it. Implement this, hand it to a ``Kernel``, and the rest of Jupyter is there.
///
/// All its functions are called on one thread of the kernel's with a large stack, one at a time: a language needs no
/// locks of its own.
public protocol KernelLanguage: Evaluator, AnyObject {
  /// Who this is; asked for once, before anything else.
  var description: KernelDescription { get }

  /// Answers while a cell runs; asked for once. Nil, the default, means that everything waits for the cell.
  var sessionReader: (any SessionReader)? { get }

  /// Steps through its cells; asked for once. Nil, the default, means that this kernel has no debugger.
  var debugger: (any LanguageDebugger)? { get }

  /// Called once before the first request. By default nothing happens.
  func start() throws

  /// Called when nothing has been asked of the language for a while, once until the next request: the place to give
  /// back memory that was kept for the next cell. Kernels are left open for days. By default nothing happens.
  func rest()

  /// Called after a cell's reply has left, before the next request is looked at. By default nothing happens.
  func cellEnded()

  /// Called before the process ends, if no cell is running. What takes longer than ``KernelOptions/shutDownTime`` is cut off.
  func shutDown(restart: Bool)
}

extension KernelLanguage {
  public var sessionReader: (any SessionReader)? { nil }

  public var debugger: (any LanguageDebugger)? { nil }

  public func start() throws {}

  public func rest() {}

  public func cellEnded() {}

  public func shutDown(restart: Bool) {}
}
