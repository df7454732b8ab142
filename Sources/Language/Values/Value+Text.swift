import Threads

extension Value {
  /// The text of the value as `print` writes it: a string without quotes.
  package var text: String {
    switch self {
    case .string(let text): text
    case .object(let object): object.printedText ?? repr
    default: repr
    }
  }

  /// The text as `print` and `str` write it, with the error of a class's `__str__` or `__repr__`.
  package func written() throws -> String {
    switch self {
    case .string(let text): return text
    case .object(let object):
      if let instance = InstanceValue.cast(object) { return try instance.written() }
      if let text = object.printedText { return text }
    case .tuple(let tuple):
      if let type = tuple.type, let method = type.member(Special.text), let context = type.machine?.callContext {
        return try context.call(method, self).text
      }
    default: break
    }
    return try represented()
  }

  /// ``repr``, with the error of a class's `__repr__`.
  package func represented() throws -> String {
    var writer = ReprWriter()
    writer.write(self)
    if let failure = writer.failure { throw failure }
    return writer.text
  }

  /// The text of the value as Python's `repr` writes it: a string with quotes.
  package var repr: String {
    var writer = ReprWriter()
    writer.write(self)
    return writer.text
  }

  /// ``repr``, of which so many items of a container are written.
  func repr(mostItems: Int) -> String {
    var writer = ReprWriter(mostItems: mostItems)
    writer.write(self)
    return writer.text
  }

  /// Whether a cell that ends in this value shows it.
  var isShownAsResult: Bool { if case .object(let object) = self { object.isShownAsResult } else { true } }

  /// The display of a cell that ends in this value.
  package var display: Display {
    switch self {
    case .object(let object):
      guard var display = object.display() else { return Display(plain: object.repr()) }
      if display.forms["text/plain"] == nil { display.forms["text/plain"] = .text(object.repr()) }
      return display
    case .function(let function): return Display(plain: function.source)
    case .builtin(let entry) where entry.makes == nil: return entry.page
    default:
      var writer = ReprWriter(mostItems: ReprWriter.mostShown)
      writer.write(self)
      return Display(plain: writer.text, html: elements.flatMap(Markup.table(of:)))
    }
  }
}

/// Writes a value's text; lists that contain themselves, deep nests and endless lists are cut short with `...`.
private struct ReprWriter {
  var text = ""
  /// The containers being written, the outermost first.
  private var open: [ObjectIdentifier] = []
  private var items = 0
  /// Whether the cell was interrupted: what is written will not be seen.
  private var isCut = false
  private static let deepest = 40
  private static let longest = 1 << 22
  /// The first error of a class's `__repr__`.
  private(set) var failure: (any Error)?
  /// How many items of a container are written.
  private let mostItems: Int
  /// As many items as one would scroll through: of a longer list a cell shows the beginning, and `print` all of it.
  static let mostShown = 1000

  init(mostItems: Int = .max) { self.mostItems = mostItems }

  mutating func write(_ value: Value) {
    switch value {
    case .none: text += "None"
    case .bool(let flag): text += flag ? "True" : "False"
    case .integer(let number): text += number.description
    case .real(let number): text += NumberText.shortest(number)
    case .string(let string): text += Self.quoted(string)
    case .list(let list): write(list.items, of: list, "[", "]")
    case .tuple(let tuple) where tuple.type != nil: write(typed: tuple)
    case .tuple(let tuple) where !tuple.names.isEmpty: write(named: tuple)
    case .tuple(let tuple): write(tuple.items, of: tuple, "(", tuple.count == 1 ? ",)" : ")")
    case .dict(let dict): write(dict)
    case .range(let range):
      text += "range(\(range.start), \(range.stop)" + (range.step == 1 ? ")" : ", \(range.step))")
    case .iterator(let iterator): text += "<\(iterator.name)>"
    case .function(let function): text += "<function \(function.name)(\(function.signature))>"
    case .builtin(let entry):
      text += entry.makes == nil ? "<\(value.typeName) \(entry.name)>" : "<class '\(entry.name)'>"
    case .object(let object): write(object)
    }
  }

  private mutating func write(_ object: any ObjectValue) {
    if let instance = InstanceValue.cast(object) {
      do { text += try instance.represented() } catch {
        failure = failure ?? error
        text += "<\(instance.typeName) object>"
      }
    } else if let items = object.listing {
      write(items.values, of: object, items.open, items.close)
    } else {
      text += object.repr()
    }
  }

  private mutating func write(_ items: [Value], of container: AnyObject, _ open: String, _ close: String) {
    text += open
    nested(container) {
      for (position, item) in items.enumerated() {
        if position > 0 { $0.text += ", " }
        guard $0.hasRoom(for: position) else { return }
        $0.write(item)
      }
    }
    text += close
  }

  /// `Point(x=1, y=2)`, or what the class's `__repr__` gives.
  private mutating func write(typed tuple: TupleValue) {
    guard let type = tuple.type else { return }
    if let method = type.member(Special.representation), let context = type.machine?.callContext {
      do { text += try context.call(method, .tuple(tuple)).text } catch { failure = failure ?? error }
      return
    }
    text += type.name + "("
    nested(tuple) {
      for (position, (name, item)) in zip(tuple.names, tuple.items).enumerated() {
        if position > 0 { $0.text += ", " }
        $0.text += name + "="
        $0.write(item)
      }
    }
    text += ")"
  }

  /// An item a line: what has names is read, not compared.
  private mutating func write(named tuple: TupleValue) {
    text += "("
    nested(tuple) {
      for (position, (name, item)) in zip(tuple.names, tuple.items).enumerated() {
        if position > 0 { $0.text += ",\n " }
        $0.text += name + "="
        $0.write(item)
      }
    }
    text += ")"
  }

  private mutating func write(_ dict: DictValue) {
    text += "{"
    nested(dict) {
      for (position, entry) in dict.entries.enumerated() {
        if position > 0 { $0.text += ", " }
        guard $0.hasRoom(for: position) else { return }
        $0.write(entry.key)
        $0.text += ": "
        $0.write(entry.value)
      }
    }
    text += "}"
  }

  private mutating func nested(_ container: AnyObject, _ body: (inout Self) -> Void) {
    let identity = ObjectIdentifier(container)
    guard open.count < Self.deepest, !open.contains(identity) else {
      text += "..."
      return
    }
    open.append(identity)
    body(&self)
    open.removeLast()
  }

  private mutating func hasRoom(for position: Int) -> Bool {
    items &+= 1
    if items & 0xfff == 0, Cancellation.current.isCancelled { isCut = true }
    let longest = mostItems == .max ? Self.longest : Self.longest / 32
    if position < mostItems, text.utf8.count < longest, !isCut { return true }
    text += "..."
    return false
  }

  /// Python's quoting: single quotes, unless only these occur inside.
  private static func quoted(_ string: String) -> String {
    let scalars = string.unicodeScalars
    let quote: Unicode.Scalar = scalars.contains("'") && !scalars.contains("\"") ? "\"" : "'"
    var result = String(Character(quote))
    var rounds = Cancellation.Rounds()
    for scalar in scalars {
      guard (try? rounds.next()) != nil else { break }
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\\": result += "\\\\"
      case quote: result += "\\" + String(Character(quote))
      case _ where scalar != " " && (scalar.isInvisible || scalar.properties.generalCategory == .spaceSeparator):
        let digits = String(scalar.value, radix: 16)
        let (letter, count) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
        result += "\\" + letter + String(repeating: "0", count: count - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + String(Character(quote))
  }
}

extension Value {
  /// The text of `!s`, `!r` and `!a` in an f-string.
  func converted(by conversion: Unicode.Scalar) throws -> Value {
    switch conversion {
    case "s": .string(try written())
    case "a": .string(StringMethods.ascii(try represented()))
    default: .string(try represented())
    }
  }
}
