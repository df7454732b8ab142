/// Where a running cell's output goes: a notebook, a terminal, a test.
package protocol Output: AnyObject {
  func write(_ text: String, to stream: OutputStream)
  /// Shows a display; with an `id` it can be replaced later by ``update(_:id:)``.
  func display(_ display: Display, id: String?)
  func update(_ display: Display, id: String)
  /// Clears what the cell has shown; `wait` puts it off until the next output.
  func clear(wait: Bool)
  /// A page of help (`bake?`): the pager where there is one, else as text.
  func page(_ display: Display)
  /// Puts text into the cell after this one, for the user to run; where there are no cells, shows it.
  func nextCell(_ text: String)
  /// Asks for one line of input; throws where nobody can answer.
  func input(prompt: String) throws -> String
}

extension Output {
  package func nextCell(_ text: String) { write(text + "\n", to: .standardOutput) }
}

package enum OutputStream: Sendable {
  case standardOutput
  case standardError
}
