import Language
import Threads

/// A control: a slider, a button, a box of others. What it is set to is shared with the pages that show it, and is the same
/// wherever one looks, also in a copy of the session.
final class ControlValue: ObjectValue {
  let kind: ControlKind
  private(set) var link: any ControlLink
  /// Its layout and its style, which are controls too, under these names.
  var parts: [String: ControlValue] = [:]
  /// What the options of a choice stand for, in the order of its labels.
  var options: [Value] = []
  /// The controls in a box.
  var children: [ControlValue] = []
  /// What is called when it changes, by the attribute that has changed; and when it is pressed.
  var observers: [(attribute: String, function: Value)] = []
  /// What it was set to when its observers were last called, for the `old` of a change; one for all copies of it.
  let seen: Monitor<[String: ControlField]>
  /// What runs when it moves, beside what observes it: for controls that the library itself has put together.
  var reactions: [any ControlReaction] = []
  /// The session it is a control of, which may be a copy.
  weak var session: Session?
  /// What an output shows, and what ends the blocks that write to it.
  var shown: [OutputCapture.Item] {
    get { shownEverywhere.withLock(\.self) }
    set { shownEverywhere.withLock { $0 = newValue } }
  }
  /// One for all copies of it.
  private let shownEverywhere: Monitor<[OutputCapture.Item]>
  var redirections: [() -> Void] = []
  /// What it shows where no page draws controls.
  var stillForms: [String: Display.Content] = [:]

  init(_ kind: ControlKind, _ link: any ControlLink, copyOf other: ControlValue? = nil) {
    self.kind = kind
    self.link = link
    seen = other?.seen ?? Monitor([:])
    shownEverywhere = other?.shownEverywhere ?? Monitor([])
  }

  /// Lets go of what follows it, which may hold it in turn: nobody would free such a ring.
  func release() {
    reactions = []
    observers = []
    children = []
  }

  /// Shares its attributes with pages from now on.
  func connect(to link: any ControlLink) { self.link = link }

  var typeName: String { kind.words }
  var className: String { kind.name }
  var isKey: Bool { true }

  /// Who it is: the same in every copy of the session.
  var detail: String? {
    guard let value else { return nil }
    return value.repr
  }

  /// What it is set to; nil for what has no value.
  var value: Value? {
    if kind.range == .options {
      guard case .integer(let index)? = link["index"], options.indices.contains(index) else { return Value.none }
      return options[index]
    }
    return link["value"].flatMap(Value.init)
  }

  func repr() -> String {
    var parts: [String] = []
    if let value { parts.append("value=\(value.repr)") }
    if case .text(let text)? = link["description"], !text.isEmpty { parts.append("description=\(text.literal)") }
    for name in ["min", "max"] where kind.range != .none {
      if let value = link[name].flatMap(Value.init) { parts.append("\(name)=\(value.repr)") }
    }
    if !children.isEmpty { parts.append("children=(\(children.map { $0.repr() }.joined(separator: ", ")))") }
    return "\(kind.name)(\(parts.joined(separator: ", ")))"
  }

  func display() -> Display? {
    var display = Display(plain: repr())
    display.forms.merge(stillForms) { $1 }
    if let view = link.view { display.forms[view.mimeType] = .json(view.json) }
    return display
  }
}

/// What a control that the library has put together does when it moves.
protocol ControlReaction: FunctionHolder {
  /// - Parameters:
  ///   - event: What was done to it.
  ///   - session: The one to look at, which may be a copy.
  func react(to event: ControlEvent, of control: ControlValue, in session: Session, _ context: Context) throws
}

/// Something that was done to a control on a page.
package enum ControlEvent: Sendable {
  /// These attributes have other values.
  case changed(Set<String>)
  /// It sent a message: a button, that it was pressed.
  case message([String: ControlField], buffers: [[UInt8]])
}

// MARK: - Copies

extension ControlValue: FunctionHolder {
  var functions: [Value] { observers.map(\.function) }

  /// A copy has the same link: moving one moves the other.
  func copied() -> any ObjectValue { ControlValue(kind, link, copyOf: self) }

  func copyHeldValues(to other: any ObjectValue, _ copy: (Value) throws -> Value) throws {
    guard let other = other as? ControlValue else { return }
    for (name, part) in parts {
      if case .object(let object) = try copy(.object(part)) { other.parts[name] = object as? ControlValue }
    }
    other.options = try options.map(copy)
    other.children = try children.compactMap { child in
      guard case .object(let object) = try copy(.object(child)) else { return nil }
      return object as? ControlValue
    }
    other.observers = try observers.map { ($0.attribute, try copy($0.function)) }
    other.reactions = try reactions.compactMap { reaction in
      guard case .object(let object) = try copy(.object(reaction)) else { return nil }
      return object as? any ControlReaction
    }
    other.stillForms = stillForms
  }
}
