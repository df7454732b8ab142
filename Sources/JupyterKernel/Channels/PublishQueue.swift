import JupyterWire
import Threads

/// Messages that wait to be published, in order. Text grows the last entry where it can, so that a thousand prints are one message.
struct PublishQueue {
  private enum Entry {
    case message(OutgoingMessage)
    case text(String, StreamOutput.Name, ParentHeader)
  }

  /// A single message of text is not let grow beyond this many bytes.
  private static let maximumTextSize = 1 << 18
  /// With more text than this waiting, writers wait.
  private static let maximumWaitingSize = 1 << 24

  /// How long text may wait for more of it, in milliseconds.
  private let streamInterval: Int
  private var entries: [Entry] = []
  private var textSize = 0
  /// When the oldest text must go; nil where there is none.
  private var textDue: MonotonicTime?
  /// Whether something is there that must go at once, and with it all before it.
  private var isUrgent = false
  private var hasEnded = false
  /// The requests that are being worked on, the oldest first.
  private var open: [ParentHeader] = []
  var isStopping = false

  init(streamInterval: Int) { self.streamInterval = streamInterval }

  var isFull: Bool { textSize > Self.maximumWaitingSize && !hasEnded }

  mutating func push(_ message: OutgoingMessage) {
    guard !hasEnded else { return }
    entries.append(.message(message))
    isUrgent = true
  }

  mutating func begin(_ request: ParentHeader) {
    open.append(request)
    push(OutgoingMessage(Status.busy, parent: request))
  }

  /// Frontends take the last status that they see for the kernel's, whoever asked. So what is answered beside a running
  /// cell leaves them at "busy": that of the cell is said once more.
  mutating func end(_ request: ParentHeader) {
    if let place = open.lastIndex(of: request) { open.remove(at: place) }
    push(OutgoingMessage(Status.idle, parent: request))
    if let running = open.first { push(OutgoingMessage(Status.busy, parent: running)) }
  }

  /// Returns whether the publisher has to be woken for it.
  mutating func push(_ text: String, to stream: StreamOutput.Name, parent: ParentHeader) -> Bool {
    guard !hasEnded else { return false }
    textSize += text.utf8.count
    if case .text(var waiting, stream, parent)? = entries.last, waiting.utf8.count < Self.maximumTextSize {
      // Taken out before it grows: two owners of one string would mean a copy for each print.
      entries.removeLast()
      waiting += text
      entries.append(.text(waiting, stream, parent))
    } else {
      entries.append(.text(text, stream, parent))
    }
    if textSize > Self.maximumWaitingSize / 2, !isUrgent {
      isUrgent = true
      return true
    }
    guard textDue == nil else { return false }
    textDue = MonotonicTime.now.advanced(milliseconds: streamInterval)
    return true
  }

  /// How long the publisher may sleep; nil for ever.
  var millisecondsUntilDue: Int? { isUrgent || isStopping ? 0 : textDue?.millisecondsAway }

  /// Removes and returns what has to go now: all or nothing, since order matters.
  mutating func takeDue() -> [OutgoingMessage] {
    guard millisecondsUntilDue == 0 else { return [] }
    defer {
      entries.removeAll()
      textSize = 0
      textDue = nil
      isUrgent = false
    }
    return entries.map { entry in
      switch entry {
      case .message(let message): message
      case .text(let text, let stream, let parent):
        OutgoingMessage(StreamOutput(name: stream, text: text), parent: parent)
      }
    }
  }

  /// Refuses everything from now on, without making anybody wait.
  mutating func end() {
    hasEnded = true
    entries.removeAll()
    textSize = 0
  }
}
