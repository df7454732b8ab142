import JupyterWire

/// A kernel's questions to a language about code. Everything but ``execute(_:in:)`` has a default, so that a language can grow
/// into it.
public protocol Evaluator {
  /// Runs a cell and returns its value, if it has one to show.
  ///
  /// Output goes through the context; long work looks at ``ExecutionContext/cancellation``.
  ///
  /// - Throws: ``ExecutionError`` for what the user is to read; any other error is shown by its type and description.
  func execute(_ code: String, in context: ExecutionContext) throws -> MimeBundle?

  /// The value of one of a client's `user_expressions`, after the cell. By default there are none.
  func evaluate(_ expression: String, in context: ExecutionContext) throws -> MimeBundle

  /// How the word at the cursor may go on. By default in no way.
  ///
  /// - Parameters:
  ///   - code: The whole cell, as a rule.
  ///   - cursor: In Unicode scalars from the start of the code, as everywhere in Jupyter; see `String.index(atScalar:)`.
  func complete(_ code: String, at cursor: Int) throws -> CompleteReply

  /// Describes the thing at the cursor; nil where nothing is known of it, which is also the default.
  func inspect(_ code: String, at cursor: Int, detail: InspectRequest.DetailLevel) throws -> MimeBundle?

  /// Whether a console should run the code or wait for more of it. By default unknown.
  func isComplete(_ code: String) throws -> IsCompleteReply

  /// Answers what a frontend did to a widget. By default nothing happens.
  ///
  /// Changes come when they have been made, and those that come in quick succession as one: see ``Widget/state``. What is
  /// printed belongs to no cell, and frontends show it in their log; so they do with what it throws.
  func handle(_ event: WidgetEvent, in context: ExecutionContext) throws
}

extension Evaluator {
  public func evaluate(_ expression: String, in context: ExecutionContext) throws -> MimeBundle {
    throw ExecutionError("NotSupported", "this kernel does not evaluate user expressions")
  }

  public func complete(_ code: String, at cursor: Int) throws -> CompleteReply {
    CompleteReply(matches: [], replacing: cursor..<cursor)
  }

  public func inspect(_ code: String, at cursor: Int, detail: InspectRequest.DetailLevel) throws -> MimeBundle? { nil }

  public func isComplete(_ code: String) throws -> IsCompleteReply { .unknown }

  public func handle(_ event: WidgetEvent, in context: ExecutionContext) throws {}
}

extension String {
  /// The index of a position that is given in Unicode scalars, as Jupyter gives cursors; held within the text. O(n).
  public func index(atScalar offset: Int) -> Index {
    unicodeScalars.index(startIndex, offsetBy: max(0, offset), limitedBy: endIndex) ?? endIndex
  }

  /// The number of Unicode scalars before an index. O(n).
  public func scalarOffset(of index: Index) -> Int {
    unicodeScalars.distance(from: startIndex, to: index)
  }
}
