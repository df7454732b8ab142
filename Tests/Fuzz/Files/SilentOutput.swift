import Language

/// Takes what cells show, and keeps nothing.
final class SilentOutput: Output {
  func write(_ text: String, to stream: OutputStream) {}
  func display(_ display: Display, id: String?) {}
  func update(_ display: Display, id: String) {}
  func clear(wait: Bool) {}
  func page(_ display: Display) {}
  func input(prompt: String) throws -> String { throw Diagnostic(.input, "nobody is there to answer") }
}
