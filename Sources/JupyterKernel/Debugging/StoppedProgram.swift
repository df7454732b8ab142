import JupyterWire

/// A program that has stopped, as a language shows it. All of it is called on the language's thread, while that waits in
/// ``DebugPort/stop(_:because:_:)``.
public protocol StoppedProgram: AnyObject {
  /// The calls that are open, the innermost first.
  var frames: [DebugFrame] { get }

  /// The variables that are seen from a call, by its number in ``frames``.
  func scopes(of frame: Int) throws -> [DebugScope]

  /// The value of an expression, or what statements do, as if they stood where the call has stopped.
  func evaluate(_ text: String, in frame: Int) throws -> DebugVariable

  /// A value as a cell would show it.
  func display(_ expression: String, in frame: Int) throws -> MimeBundle

  /// Binds a variable of the session to what another has in a call.
  func copy(_ name: String, in frame: Int, toGlobal newName: String) throws -> DebugVariable

  /// The error that it has stopped at; nil where it is another reason.
  var error: ExecutionError? { get }

  /// Waits by `body`: the place to leave what belongs to the thread to others meanwhile. By default nothing is left.
  func whileWaiting<Result>(_ body: () throws -> Result) rethrows -> Result
}

extension StoppedProgram {
  public func whileWaiting<Result>(_ body: () throws -> Result) rethrows -> Result { try body() }
}

/// A call that is open: of a function, or the cell itself.
public struct DebugFrame: Sendable {
  /// The function's name; for a cell that of the cell.
  public var name: String
  /// The whole text of the cell that it stands in.
  public var code: String
  /// The line, from 1.
  public var line: Int

  /// A call that stands in a line of a cell.
  public init(name: String, code: String, line: Int) {
    self.name = name
    self.code = code
    self.line = line
  }
}

/// Variables that belong together.
public struct DebugScope {
  /// What they are called together.
  public enum Kind: String, Sendable {
    /// Those of the call.
    case locals = "Locals"
    /// Those of the session.
    case globals = "Globals"
  }

  /// Which they are.
  public var kind: Kind
  /// The variables. Called on the language's thread.
  public var variables: () throws -> [DebugVariable]

  /// A scope, whose variables are asked for when somebody looks.
  public init(_ kind: Kind, _ variables: @escaping () throws -> [DebugVariable]) {
    self.kind = kind
    self.variables = variables
  }
}
