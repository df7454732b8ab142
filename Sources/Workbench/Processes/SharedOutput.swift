import Language
import Processes

/// The output of a cell that several processes run, on the first of them: what others do not see, this one shows by itself,
/// and what somebody enters all are told.
final class SharedOutput: Output {
  private let output: any Output
  private let group: ProcessGroup

  init(_ output: any Output, _ group: ProcessGroup) { (self.output, self.group) = (output, group) }

  func write(_ text: String, to stream: OutputStream) { ProcessGroup.apart { output.write(text, to: stream) } }

  func display(_ display: Display, id: String?) { ProcessGroup.apart { output.display(display, id: id) } }

  func update(_ display: Display, id: String) { ProcessGroup.apart { output.update(display, id: id) } }

  func clear(wait: Bool) { ProcessGroup.apart { output.clear(wait: wait) } }

  func page(_ display: Display) { ProcessGroup.apart { output.page(display) } }

  func nextCell(_ text: String) { ProcessGroup.apart { output.nextCell(text) } }

  func input(prompt: String) throws -> String {
    String(decoding: try group.told { Array(try output.input(prompt: prompt).utf8) }, as: UTF8.self)
  }
}

/// On the others: nobody sees it.
final class SilentOutput: Output {
  private let group: ProcessGroup

  init(_ group: ProcessGroup) { self.group = group }

  func write(_ text: String, to stream: OutputStream) {}
  func display(_ display: Display, id: String?) {}
  func update(_ display: Display, id: String) {}
  func clear(wait: Bool) {}
  func page(_ display: Display) {}
  func nextCell(_ text: String) {}

  func input(prompt: String) throws -> String {
    String(decoding: try group.told { [] }, as: UTF8.self)
  }
}
