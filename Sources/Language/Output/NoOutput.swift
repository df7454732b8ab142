/// Output of code that has none.
final class NoOutput: Output {
  func write(_ text: String, to stream: OutputStream) {}
  func display(_ display: Display, id: String?) {}
  func update(_ display: Display, id: String) {}
  func clear(wait: Bool) {}
  func page(_ display: Display) {}
  func input(prompt: String) throws -> String { "" }
}
