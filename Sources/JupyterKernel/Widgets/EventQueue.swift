import JupyterWire
import Threads

/// What frontends did to widgets and nobody has answered yet. Changes of a widget that wait are one: what counts is how it
/// stands when somebody comes to it, so that ten thousand of them do not pile up.
final class EventQueue: Sendable {
  /// An event on its way, with the request that brought it.
  struct Entry: Sendable {
    var event: WidgetEvent
    var parent: ParentHeader
    fileprivate let number: Int
    /// Whether somebody has looked at it and left it to the language's own thread.
    fileprivate var isLeft = false
  }

  /// More messages than this, which cannot become one, do not wait.
  private static let maximumMessages = 1000

  private struct State {
    var entries: [Entry] = []
    var pushed = 0
    var isClosed = false
  }

  private let state = Monitor(State())
  private let complaints: ComplaintLog

  init(complaints: ComplaintLog) { self.complaints = complaints }

  var count: Int { state.withLock(\.entries.count) }

  func push(_ event: WidgetEvent, _ parent: ParentHeader) {
    let isTaken = state.update { state -> Bool in
      guard !state.isClosed else { return true }
      if let place = state.entries.firstIndex(where: { $0.event.isChange && $0.event.widget === event.widget }),
        let joined = state.entries[place].event.joined(with: event)
      {
        state.entries[place].event = joined
        state.entries[place].parent = parent
        state.entries[place].isLeft = false
        return true
      }
      guard state.entries.count < Self.maximumMessages else { return false }
      state.pushed += 1
      state.entries.append(Entry(event: event, parent: parent, number: state.pushed))
      return true
    }
    if !isTaken { complaints.note("widget", "\(Self.maximumMessages) events of widgets wait; more are dropped") }
  }

  /// Waits for the first that nobody has looked at, and leaves it where it is; nil when the queue is closed.
  func look() -> Entry? {
    state.wait { state -> Entry?? in
      guard !state.isClosed else { return .some(nil) }
      guard let place = state.entries.firstIndex(where: { !$0.isLeft }) else { return nil }
      state.entries[place].isLeft = true
      return .some(state.entries[place])
    }
  }

  /// Has ``look()`` come to one again that was looked at.
  func lookAgain(at entry: Entry) {
    state.update { state in
      if let place = state.entries.firstIndex(where: { $0.number == entry.number }) {
        state.entries[place].isLeft = false
      }
    }
  }

  /// Takes out the one that was looked at, as it is by now; nil where somebody else has.
  func take(_ entry: Entry) -> Entry? {
    state.withLock { state in
      state.entries.firstIndex { $0.number == entry.number }.map { state.entries.remove(at: $0) }
    }
  }

  /// Takes out the first; nil where there is none.
  func takeFirst() -> Entry? {
    state.withLock { state in state.entries.isEmpty ? nil : state.entries.removeFirst() }
  }

  /// Lets ``look()`` return nil.
  func close() { state.update { $0.isClosed = true } }
}

extension WidgetEvent {
  fileprivate var isChange: Bool { if case .changed = kind { true } else { false } }

  /// One event for two changes of the same widget; nil for what is no change.
  fileprivate func joined(with other: WidgetEvent) -> WidgetEvent? {
    guard case .changed(let names) = kind, case .changed(let others) = other.kind else { return nil }
    return WidgetEvent(widget: widget, kind: .changed(names.union(others)))
  }
}
