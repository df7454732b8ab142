/// Output of code that has none.
package final class NoOutput: Output {
  package init() {}

  package func write(_ text: String, to stream: OutputStream) {}
  package func display(_ display: Display, id: String?) {}
  package func update(_ display: Display, id: String) {}
  package func clear(wait: Bool) {}
  package func page(_ display: Display) {}
  package func input(prompt: String) throws -> String { "" }
}
