import CEdit
import Files
import FoundationEssentials
import Glibc

/// Lines typed at a terminal, edited, completed and remembered by libedit; where there is no terminal, as they come.
final class LineEditor {
  enum Line: Equatable {
    case text(String)
    case interrupted
    case end
  }

  /// Completions of the part of the line that ends at the cursor: whole texts to put in place of it from `start` on.
  typealias Completing = (_ line: String, _ cursor: Int) -> (texts: [String], start: Int)

  // libedit calls functions that carry nothing with them.
  nonisolated(unsafe) private static var finished: Line?
  nonisolated(unsafe) private static var complete: Completing?

  let isTerminal = isatty(STDIN_FILENO) != 0
  private let history: String?

  /// - Parameter history: the file that lines are remembered in.
  init(history: String?, complete: @escaping Completing) {
    self.history = history
    guard isTerminal else { return }
    setlocale(LC_ALL, "")
    // Without a locale, as in a container, what is no ASCII would be swallowed.
    if String(cString: nl_langinfo(nl_item(CODESET))) != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
    using_history()
    if let history { read_history(history) }
    stifle_history(1000)
    Self.complete = complete
    edit_complete_with { _, start, end in LineEditor.completions(start, end) }
    edit_interrupt_with { _, _ in
      LineEditor.finished = .interrupted
      return 0
    }
  }

  func read(_ prompt: String) -> Line {
    guard isTerminal else { return readLine().map(Line.text) ?? .end }
    Self.finished = nil
    rl_callback_handler_install(prompt) { line in
      guard let line else { return LineEditor.finished = .end }
      LineEditor.finished = .text(String(cString: line))
      free(line)
    }
    defer { rl_callback_handler_remove() }
    while true {
      if let line = Self.finished { return line }
      let hasInput = InterruptSignal.waitForInput()
      if InterruptSignal.take() { return .interrupted }
      if hasInput { rl_callback_read_char() }
    }
  }

  /// Remembers a cell, from one session to the next.
  func remember(_ cell: String) {
    guard isTerminal, cell.contains(where: { !$0.isWhitespace }) else { return }
    // A line each, as they were typed: the editor shows one at a time.
    for line in cell.split(separator: "\n") { add_history(String(line)) }
    guard let history else { return }
    let folder = URL(filePath: history).deletingLastPathComponent().path
    try? Paths.makeFolder(folder)
    write_history(history)
  }

  /// libedit's form of the completions: first what all have in common, then each, then nothing; all of it is its to free.
  private static func completions(_ start: Int32, _ end: Int32) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    edit_completion_is_over()
    let line = String(cString: edit_line())
    let cursor = String(decoding: line.utf8.prefix(Int(end)), as: UTF8.self).unicodeScalars.count
    guard let found = complete?(line, cursor), !found.texts.isEmpty else { return nil }
    // The text before libedit's idea of the word is there already.
    let before = max(0, cursor - Int(end - start) - found.start)
    let texts = found.texts.map { String(String.UnicodeScalarView($0.unicodeScalars.dropFirst(before))) }
    let common = texts.dropFirst().reduce(texts[0]) { String(zip($0, $1).prefix { $0 == $1 }.map(\.0)) }
    let all = texts.count == 1 ? texts : [common] + texts
    let room = malloc((all.count + 1) * MemoryLayout<UnsafeMutablePointer<CChar>?>.stride)
    guard let list = room?.bindMemory(to: UnsafeMutablePointer<CChar>?.self, capacity: all.count + 1) else {
      return nil
    }
    for (place, text) in all.enumerated() { list[place] = strdup(text) }
    list[all.count] = nil
    return list
  }
}
