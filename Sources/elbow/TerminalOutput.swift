import Files
import FoundationEssentials
import Glibc
import Language

/// Output of cells on the command line: text is printed, pictures are written as files and named.
final class TerminalOutput: Output {
  private let folder: String
  private var pictures = 0
  /// Whether a picture could not be written, which was said.
  private(set) var hasLostPictures = false
  /// Why what cells give could not be written; nil where all of it was, or where who read it has had enough. What is said
  /// beside it, warnings and notes, is for whoever listens: a closed error stream is no failure.
  private(set) var lostText: String?
  private let isTerminal = isatty(STDERR_FILENO) != 0
  /// Whether a line that will be overwritten stands on the terminal.
  private var hasLiveLine = false

  init(pictures folder: String) { self.folder = folder }

  func write(_ text: String, to stream: OutputStream) {
    clearLiveLine()
    put(text, stream == .standardOutput ? STDOUT_FILENO : STDERR_FILENO)
  }

  func display(_ display: Display, id: String?) {
    guard id == nil else { return live(display) }
    write(display.plain.showingControls + "\n", to: .standardOutput)
    if case .data(let png)? = display.forms["image/png"] { save(png) }
  }

  func update(_ display: Display, id: String) { live(display) }

  func clear(wait: Bool) {}

  func page(_ display: Display) { write(display.plain + "\n", to: .standardOutput) }

  func input(prompt: String) throws -> String {
    write(prompt, to: .standardOutput)
    guard let line = readLine() else { throw Diagnostic(.input, "standard input has ended") }
    return line
  }

  /// Progress: one line that overwrites itself, on a terminal only.
  private func live(_ display: Display) {
    guard isTerminal else { return }
    put(
      "\r\u{1B}[K" + (display.plain.showingControls.split(separator: "\n").last.map(String.init) ?? ""), STDERR_FILENO)
    hasLiveLine = true
  }

  private func clearLiveLine() {
    guard hasLiveLine else { return }
    put("\r\u{1B}[K", STDERR_FILENO)
    hasLiveLine = false
  }

  private func put(_ text: String, _ file: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        if errno != EPIPE, file == STDOUT_FILENO { lostText = String(cString: strerror(errno)) }
        return
      }
      rest = rest.dropFirst(count)
    }
  }

  private func save(_ png: [UInt8]) {
    pictures += 1
    let path = "\(folder)/picture-\(pictures).png"
    do {
      try Paths.makeFolder(folder)
      try AtomicFile.write(png, to: path)
      write("  → \(path)\n", to: .standardOutput)
    } catch {
      write("the picture could not be written to \(path): \(error)\n", to: .standardError)
      hasLostPictures = true
    }
  }
}
