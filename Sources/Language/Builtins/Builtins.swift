/// Python's own functions, as entries of the table.
///
/// A library may register an entry of the same name in place of one of these (a `sum` that takes its objects too), and pass
/// what it does not handle itself to the functions of ``Builtins`` that do the work here.
package enum Builtins {
  package static var entries: [Entry] { output + sequences + numbers + conversions + classes }

  static let group = "python"
}
