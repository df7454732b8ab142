import Language
import Threads

/// What is printed and shown while something runs, kept in the form in which a notebook keeps a cell's outputs.
final class OutputCapture: Output {
  /// One piece of output.
  enum Item {
    case text(String, OutputStream)
    case display(Display, id: String?)
    case error(name: String, message: String, lines: [String])
  }

  private(set) var items: [Item] = []
  private let input: (String) throws -> String
  private let whenChanged: (OutputCapture) -> Void
  private var clearsNext = false

  /// - Parameters:
  ///   - items: what was shown before.
  ///   - input: how to ask for a line.
  ///   - whenChanged: called whenever there is more, or less.
  init(
    _ items: [Item] = [],
    input: @escaping (String) throws -> String = { _ in
      throw Diagnostic(.input, "what answers a control cannot ask for input")
    }, whenChanged: @escaping (OutputCapture) -> Void = { _ in }
  ) {
    (self.items, self.input, self.whenChanged) = (items, input, whenChanged)
  }

  func write(_ text: String, to stream: OutputStream) {
    clearIfAsked()
    if case .text(let before, let last)? = items.last, last == stream {
      items[items.count - 1] = .text(before + text, stream)
    } else {
      items.append(.text(text, stream))
    }
    whenChanged(self)
  }

  func display(_ display: Display, id: String?) {
    clearIfAsked()
    items.append(.display(display, id: id))
    whenChanged(self)
  }

  func update(_ display: Display, id: String) {
    for index in items.indices {
      if case .display(_, id: id) = items[index] { items[index] = .display(display, id: id) }
    }
    whenChanged(self)
  }

  func clear(wait: Bool) {
    clearsNext = wait
    guard !wait else { return }
    items = []
    whenChanged(self)
  }

  func page(_ display: Display) { self.display(display, id: nil) }

  func input(prompt: String) throws -> String { try input(prompt) }

  func add(_ error: CellResult) {
    guard let diagnostic = error.error else { return }
    clearIfAsked()
    items.append(
      .error(
        name: diagnostic.kind.rawValue, message: diagnostic.message,
        lines: error.errorText(.ansi).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)))
    whenChanged(self)
  }

  /// Whether what was shown last is this picture.
  func endsIn(_ value: Value) -> Bool {
    guard case .object(let object) = value, let picture = object as? PictureValue,
      case .display(let last, _)? = items.last,
      case .data(let png)? = last.forms["image/png"]
    else { return false }
    return png == picture.picture.png
  }

  private func clearIfAsked() {
    if clearsNext { items = [] }
    clearsNext = false
  }
}

extension OutputCapture.Item {
  /// As a notebook has it among a cell's outputs.
  var field: ControlField {
    switch self {
    case .text(let text, let stream):
      .record([
        "output_type": .text("stream"), "name": .text(stream == .standardOutput ? "stdout" : "stderr"),
        "text": .text(text),
      ])
    case .display(let display, _):
      .record([
        "output_type": .text("display_data"), "data": .record(display.forms.mapValues(\.field)),
        "metadata": .record(display.fieldOfSize),
      ])
    case .error(let name, let message, let lines):
      .record([
        "output_type": .text("error"), "ename": .text(name), "evalue": .text(message),
        "traceback": .list(lines.map { .text($0) }),
      ])
    }
  }
}

extension Display {
  fileprivate var fieldOfSize: [String: ControlField] {
    guard let size else { return [:] }
    return ["image/png": .record(["width": .integer(size.width), "height": .integer(size.height)])]
  }
}

extension Display.Content {
  fileprivate var field: ControlField {
    switch self {
    case .text(let text): .text(text)
    case .data(let bytes): .text(Markup.base64(bytes))
    case .json(let text): .json(text)
    }
  }
}
