import Threads

/// Reads a pickle of Python's: a program for a machine with a stack and a memo, whose instructions are one byte each.
///
/// The instructions are those of Python's `pickletools` (https://docs.python.org/3/library/pickletools.html), protocols
/// 1 to 5, without those that call something of the file's own choice. What the others may call is listed in
/// ``TorchNames``, as PyTorch's `weights_only=True` does it: each makes a value, and none runs anything.
struct PickleMachine {
  /// Gives the storage that a pickle names.
  typealias StorageFinder = ([Pickled]) throws -> TorchStorage

  private var cursor: PickleCursor
  private let storage: StorageFinder
  private var stack: [Pickled] = []
  /// Where the marks on the stack lie.
  private var marks: [Int] = []
  private var memo: [Int: Pickled] = [:]
  /// Instructions until memory is looked at again.
  private var leisure = PickleMachine.period
  /// Whether NumPy's arrays are read, and texts of Python 2's that are bytes: what `torch.load` refuses.
  private let readsArrays: Bool

  /// An instruction makes a few hundred bytes at most, but for texts, whose bytes the file has.
  private static let period = 1 << 16

  /// - Parameter storage: gives the storage that a pickle names.
  init(_ cursor: PickleCursor, storage: @escaping StorageFinder) {
    (self.cursor, self.storage, readsArrays) = (cursor, storage, false)
  }

  /// For a pickle of NumPy's arrays, containers and numbers, as data sets are published in.
  init(arrays cursor: PickleCursor) {
    (self.cursor, readsArrays) = (cursor, true)
    storage = { _ in throw PickleFault("it names a storage of PyTorch's, and is no file of PyTorch's") }
  }

  /// Where the pickle ended.
  var end: PickleCursor { cursor }

  /// Runs to the end of the pickle.
  ///
  /// - Returns: its value.
  /// - Throws: ``PickleFault``, ``DatasetError``, `Cancelled`.
  mutating func run() throws -> Pickled {
    while true {
      leisure -= 1
      if leisure == 0 {
        leisure = Self.period
        try Cancellation.current.check()
        try MemoryRoom.check(Self.period * 400, for: "the file")
      }
      let code = try cursor.byte()
      if code == UInt8(ascii: ".") {
        guard stack.count == 1, marks.isEmpty, let value = stack.popLast() else {
          throw PickleFault("it ends with values that belong to nothing")
        }
        return value
      }
      if try !push(code), try !build(code), try !remember(code) { throw unknown(code) }
    }
  }

  // MARK: - Values

  /// Does an instruction that puts a value on the stack; false where this is none.
  private mutating func push(_ code: UInt8) throws -> Bool {
    switch code {
    case UInt8(ascii: "N"): stack.append(.none)
    case 0x88, 0x89: stack.append(.bool(code == 0x88))
    case UInt8(ascii: "K"): stack.append(.integer(Int(try cursor.byte())))
    case UInt8(ascii: "M"): stack.append(.integer(try cursor.number(2)))
    case UInt8(ascii: "J"): stack.append(.integer(Int(Int32(truncatingIfNeeded: try cursor.number(4)))))
    case 0x8a: stack.append(try whole(Int(try cursor.byte())))
    case 0x8b: stack.append(try whole(try cursor.number(4)))
    case UInt8(ascii: "I"), UInt8(ascii: "L"): stack.append(try written(try cursor.line()))
    case UInt8(ascii: "G"):
      let bits = try cursor.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      stack.append(.real(Double(bitPattern: bits)))
    case UInt8(ascii: "X"): stack.append(.text(try cursor.text(try cursor.number(4))))
    case 0x8c: stack.append(.text(try cursor.text(Int(try cursor.byte()))))
    case UInt8(ascii: "U"): stack.append(try textOfOld(Int(try cursor.byte())))
    case UInt8(ascii: "T"): stack.append(try textOfOld(try cursor.number(4)))
    case 0x8d: stack.append(.text(try cursor.text(try cursor.number(8))))
    case UInt8(ascii: "C"): stack.append(.bytes(try cursor.bytes(Int(try cursor.byte()))))
    case UInt8(ascii: "B"): stack.append(.bytes(try cursor.bytes(try cursor.number(4))))
    case 0x8e, 0x96: stack.append(.bytes(try cursor.bytes(try cursor.number(8))))
    case UInt8(ascii: ")"): stack.append(.sequence(try PickledBuilding.sequence(.tuple)))
    case UInt8(ascii: "]"): stack.append(.sequence(try PickledBuilding.sequence(.list)))
    case UInt8(ascii: "}"): stack.append(.dict(PickledDict()))
    case 0x8f: stack.append(.sequence(try PickledBuilding.sequence(.set)))
    case UInt8(ascii: "c"):
      let module = try cursor.line()
      stack.append(.name(try TorchNames.known(module, try cursor.line(), arrays: readsArrays)))
    default: return false
    }
    return true
  }

  /// A text of Python 2's, which knew no others than bytes.
  private mutating func textOfOld(_ count: Int) throws -> Pickled {
    guard readsArrays else { return .text(try cursor.text(count)) }
    let bytes = try cursor.bytes(count)
    return String(validating: bytes, as: UTF8.self).map(Pickled.text) ?? .bytes(bytes)
  }

  /// A whole number of so many bytes, the least significant first, in two's complement.
  private mutating func whole(_ length: Int) throws -> Pickled {
    let bytes = try cursor.bytes(length)
    guard let last = bytes.last else { return .integer(0) }
    let sign: UInt8 = last >= 0x80 ? 0xff : 0
    guard bytes.dropFirst(8).allSatisfy({ $0 == sign }), bytes.count < 9 || (bytes[7] >= 0x80) == (sign == 0xff) else {
      // The magic number at the front of PyTorch's files of old is the one that is expected.
      if bytes == TorchReader.magic { return .bytes(bytes) }
      throw refused("a whole number of \(bytes.count) bytes, more than numbers have here")
    }
    var bits = sign == 0 ? UInt64(0) : .max
    for byte in bytes.prefix(8).reversed() { bits = bits << 8 | UInt64(byte) }
    return .integer(Int(Int64(bitPattern: bits)))
  }

  /// A whole number, or a truth, as protocol 1 writes them: `12`, `01`, `12L`.
  private func written(_ line: String) throws -> Pickled {
    if line == "00" || line == "01" { return .bool(line == "01") }
    guard let number = Int(line.hasSuffix("L") ? String(line.dropLast()) : line) else {
      throw PickleFault("\(line.inMessage) stands where a whole number is expected")
    }
    return .integer(number)
  }

  // MARK: - Containers and calls

  /// Does an instruction that makes one value of those on the stack; false where this is none.
  private mutating func build(_ code: UInt8) throws -> Bool {
    switch code {
    case UInt8(ascii: "("): marks.append(stack.count)
    case UInt8(ascii: "t"): stack.append(.sequence(try PickledBuilding.sequence(.tuple, try popToMark())))
    case UInt8(ascii: "l"): stack.append(.sequence(try PickledBuilding.sequence(.list, try popToMark())))
    case 0x85, 0x86, 0x87: stack.append(.sequence(try PickledBuilding.sequence(.tuple, try pop(Int(code) - 0x84))))
    case UInt8(ascii: "d"):
      let (dict, items) = (PickledDict(), try popToMark())
      try PickledBuilding.add(items, to: dict)
      stack.append(.dict(dict))
    case UInt8(ascii: "a"): try add(try pop(1), toSequence: .list)
    case UInt8(ascii: "e"): try add(try popToMark(), toSequence: .list)
    case 0x90: try add(try popToMark(), toSequence: .set)
    case UInt8(ascii: "s"): try addToDict(try pop(2))
    case UInt8(ascii: "u"): try addToDict(try popToMark())
    case 0x93:
      let names = try pop(2)
      guard case .text(let module) = names[0], case .text(let name) = names[1] else {
        throw PickleFault("a name in it is no text")
      }
      stack.append(.name(try TorchNames.known(module, name, arrays: readsArrays)))
    case UInt8(ascii: "R"), 0x81:
      let call = try pop(2)
      guard case .name(let name) = call[0], case .sequence(let arguments) = call[1], arguments.kind == .tuple else {
        throw PickleFault("it calls what is no function")
      }
      stack.append(try TorchNames.call(name, arguments.items))
    case UInt8(ascii: "b"):
      let parts = try pop(2)
      stack.append(try TorchNames.build(parts[0], parts[1]))
    case UInt8(ascii: "Q"):
      guard case .sequence(let names)? = try pop(1).first, names.kind == .tuple else {
        throw PickleFault("it names a storage by what is no tuple")
      }
      stack.append(.storage(try storage(names.items)))
    default: return false
    }
    return true
  }

  private mutating func add(_ items: [Pickled], toSequence kind: PickledSequence.Kind) throws {
    guard case .sequence(let sequence)? = stack.last, sequence.kind == kind else {
      throw PickleFault("it adds to a list or set that is none")
    }
    try PickledBuilding.add(items, to: sequence)
  }

  private mutating func addToDict(_ items: [Pickled]) throws {
    guard case .dict(let dict)? = stack.last else { throw PickleFault("it adds to a dict that is none") }
    try PickledBuilding.add(items, to: dict)
  }

  private mutating func pop(_ count: Int) throws -> [Pickled] {
    guard stack.count - (marks.last ?? 0) >= count else { throw PickleFault("it takes values that are not there") }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  private mutating func popToMark() throws -> [Pickled] {
    guard let mark = marks.popLast() else { throw PickleFault("it takes values that are not there") }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  // MARK: - The memo

  /// Does an instruction of the memo, or one that changes nothing; false where this is none.
  private mutating func remember(_ code: UInt8) throws -> Bool {
    switch code {
    case 0x80:
      let protocolNumber = try cursor.byte()
      guard protocolNumber <= 5 else { throw refused("protocol \(protocolNumber) of pickle, and 5 is the last known") }
    case 0x95: _ = try cursor.bytes(8)
    case UInt8(ascii: "q"): memo[Int(try cursor.byte())] = try top
    case UInt8(ascii: "r"): memo[try cursor.number(4)] = try top
    case 0x94: memo[memo.count] = try top
    case UInt8(ascii: "h"): stack.append(try remembered(Int(try cursor.byte())))
    case UInt8(ascii: "j"): stack.append(try remembered(try cursor.number(4)))
    case UInt8(ascii: "0"): _ = try pop(1)
    case UInt8(ascii: "1"): _ = try popToMark()
    case UInt8(ascii: "2"): stack.append(try top)
    default: return false
    }
    return true
  }

  private var top: Pickled {
    get throws {
      guard let last = stack.last, stack.count > marks.last ?? 0 else {
        throw PickleFault("it remembers a value that is not there")
      }
      return last
    }
  }

  private func remembered(_ number: Int) throws -> Pickled {
    guard let value = memo[number] else { throw PickleFault("it recalls a value that it never made") }
    return value
  }

  private func unknown(_ code: UInt8) -> PickleFault {
    switch code {
    // INST, OBJ, NEWOBJ_EX, and the names of a registry.
    case UInt8(ascii: "i"), UInt8(ascii: "o"), 0x92, 0x82, 0x83, 0x84:
      TorchNames.refusal("an object of a class of Python's, made by the instruction \(code)")
    default: PickleFault("byte \(cursor.place - 1) is \(code), which is no instruction that is read")
    }
  }

  private func refused(_ what: String) -> PickleFault {
    var fault = PickleFault("it has \(what)")
    fault.isDamage = false
    return fault
  }
}
