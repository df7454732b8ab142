/// A variable, or a part of one, as a debugger shows it.
public struct DebugVariable {
  /// Its name, or its place among the parts of another: `x`, `0`, `weight`.
  public var name: String
  /// The value in a line.
  public var value: String
  /// The type of the value; nil where the line says it. JupyterLab's tree of variables shows the type where there is one, and
  /// the line only where there is none.
  public var type: String?
  /// The expression that gives it; nil where there is none.
  public var evaluateName: String?
  /// What it consists of; nil where it has no parts. Called on the thread that made it.
  public var parts: (() throws -> [DebugVariable])?
  /// Binds it to the value of an expression, and gives it as it is then; nil where that cannot be. Called on the thread that
  /// made it.
  public var assign: ((_ expression: String) throws -> DebugVariable)?

  /// A variable with its value in a line.
  public init(
    name: String, value: String, type: String?, evaluateName: String? = nil,
    parts: (() throws -> [DebugVariable])? = nil,
    assign: ((_ expression: String) throws -> DebugVariable)? = nil
  ) {
    self.name = name
    self.value = value
    self.type = type
    self.evaluateName = evaluateName
    self.parts = parts
    self.assign = assign
  }
}
