/// `ABC`: a class that derives from it has objects once it has every method that was left abstract.
package final class AbstractClass: NativeClass {
  package let name = "ABC"
  package let takesTableMethods = false

  // Never changed once made: ``ClassValue/assign(_:to:_:)`` refuses a library's class.
  package nonisolated(unsafe) static let shared = ClassValue(AbstractClass())

  static func checkComplete(_ type: ClassValue) throws {
    let names = type.memberNames.filter { type.member($0).map(Self.isAbstract) ?? false }.sorted()
    guard names.isEmpty else {
      let listed = names.map { "`\($0)`" }.joined(separator: ", ")
      throw Diagnostic(
        .type,
        "\(type.name) is an abstract class, and has no objects: \(listed) is left to classes that derive from it",
        suggestion: "class My\(type.name)(\(type.name)): with its own \(listed)")
    }
  }

  private static func isAbstract(_ member: Value) -> Bool {
    guard case .object(let object) = member else { return false }
    return switch object {
    case is AbstractMethodValue: true
    case let property as PropertyValue: property.functions.contains(where: isAbstract)
    case let method as StaticMethodValue: isAbstract(method.function)
    case let method as ClassMethodValue: isAbstract(method.function)
    default: false
    }
  }
}

/// `@abstractmethod`: a function that derived classes are to give.
package final class AbstractMethodValue: ObjectValue {
  let function: Value

  package init(_ function: Value) { self.function = function }

  package var typeName: String { "function" }
  package func repr() -> String { function.repr }
  package var isCallable: Bool { true }
  package func call(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    try context.call(function, arguments)
  }
}
