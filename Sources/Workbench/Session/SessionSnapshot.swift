import Language
import Networks
import Synchronization

/// A copy of a session and its variables, on which code that only reads can run while a cell runs on the original.
///
/// A variable that is bound here stays here, also when the copy is brought up to date.
package final class SessionSnapshot {
  package let interpreter: Interpreter
  package let session: Session
  /// The variables that were bound here.
  private var own: Set<String> = []

  private static let made = Atomic<Int>(0)

  /// An empty one: it knows the entries, and no variables yet.
  package init() {
    // Displays of its own: what it updates must not be one of the running cell's.
    let number = Self.made.add(1, ordering: .relaxed).newValue
    session = Session(displayPrefix: "elbow-view-\(number)", isSnapshot: true)
    interpreter = Interpreter(table: session.readingEntries(), host: session)
  }

  /// Makes this a copy of what the session and its interpreter now hold. Nobody may use them meanwhile.
  package func update(from other: Session, _ otherInterpreter: Interpreter) throws {
    let copies = NetworkCopies()
    try session.become(copyOf: other, copies)
    // Parameters before the tensors that may lie in their memory.
    for (_, value) in otherInterpreter.variables {
      if case .object(let object) = value, object is NetworkValue || object is OptimizerValue || object is ModelValue {
        _ = try? (object as? any CopiedValue)?.copied(copies)
      }
    }
    let copier = interpreter.copyVariables(of: otherInterpreter, exceptFor: own) { object in
      guard let object = object as? any CopiedValue else { throw Diagnostic(.type, "a \(object.typeName) has no copy") }
      return try object.copied(copies)
    }
    let controls = other.controls.all.values.compactMap { control -> ControlValue? in
      guard case .object(let object)? = try? copier.copy(.object(control)) else { return nil }
      return object as? ControlValue
    }
    session.controls.take(controls, of: session)
  }

  /// Remembers that these variables were bound here.
  package func keep(_ names: Set<String>) { own.formUnion(names) }
}
