import JupyterWire

/// What a language can do so that its cells are stepped through: the part of a debugger that knows the language.
///
/// The kernel knows the rest: the Debug Adapter Protocol, which cell a path stands for, and who may ask what when. It calls
/// all this on a thread of its own for debugging, while cells run on the language's.
public protocol LanguageDebugger: AnyObject, Sendable {
  /// From the next cell on, stops: the language's thread calls ``DebugPort/stop(_:because:_:)`` where it does.
  ///
  /// Before that, and after ``detach()``, a cell should take no longer than without a debugger.
  func attach(_ port: DebugPort)

  /// Stops no more.
  func detach()

  /// Stops at these places of a cell, and at no others of it; also in functions that it has defined before.
  ///
  /// - Parameters:
  ///   - wanted: The places, in place of those that the cell had.
  ///   - code: The whole text of the cell.
  /// - Returns: For each, the line where it stands: that of a statement near by, where there is none in the line asked for.
  ///   Nil where there is no place for it.
  func setBreakpoints(_ wanted: [Breakpoint], in code: String) -> [Int?]

  /// Stops where a program fails.
  func setErrorStops(_ stops: ErrorStops)

  /// Stops before the next statement.
  func pause()

  /// The session's variables, for who looks at them while nothing is stopped.
  var inspector: any VariableInspector { get }
}

/// A place where a program is to stop.
public struct Breakpoint: Sendable, Equatable {
  /// Tells it from all others.
  public let id: Int
  /// The line, from 1.
  public let line: Int
  /// An expression of the language; it stops only where that is true. Nil for always.
  public let condition: String?
  /// How often the place must have been come to: `5`, `>= 3`, `% 10`. Nil for always.
  public let hitCondition: String?
  /// A text to be told instead of stopping, with expressions in braces. Nil to stop.
  public let logMessage: String?

  /// A place in a line.
  public init(
    id: Int, line: Int, condition: String? = nil, hitCondition: String? = nil, logMessage: String? = nil
  ) {
    self.id = id
    self.line = line
    self.condition = condition
    self.hitCondition = hitCondition
    self.logMessage = logMessage
  }
}

/// At which errors a program stops.
public struct ErrorStops: OptionSet, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// At each, where it is raised.
  public static let raised = ErrorStops(rawValue: 1)
  /// At those that end the cell, where they are raised.
  public static let uncaught = ErrorStops(rawValue: 2)
}

/// The variables of a session as they are seen from outside while nothing is stopped, also while a cell runs. Called on one
/// thread of the kernel's, which has a large stack.
public protocol VariableInspector {
  /// All of them. What they consist of is asked for later, and may be what it was then.
  func variables() throws -> [DebugVariable]

  /// A variable as a cell would show it; nil where there is none of that name.
  func display(_ name: String) throws -> MimeBundle?
}
