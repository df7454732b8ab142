import Tensors

/// Writes a value as PyTorch's `torch.save` does, in the zip format and protocol 2 of pickle, so that `torch.load`
/// reads it with `weights_only=True`.
///
/// Values are written one after another; those of a container between its beginning and its end. The instructions are
/// those that ``PickleMachine`` reads.
package struct TorchWriter {
  private var pickle: [UInt8] = [0x80, 2]
  private var archive = ZipWriter(alignment: 64)
  private var storages = 0
  private var memo: [Memory: Int] = [:]
  /// The folder in the archive, which PyTorch names after the file.
  private let folder = "archive/"

  private enum Memory: Hashable {
    /// By its bytes: Swift's own strings are equal where they only look the same.
    case text([UInt8])
    case name(String)
    case object(ObjectIdentifier)
  }

  package init() {}

  // MARK: - Single values

  package mutating func none() { pickle.append(UInt8(ascii: "N")) }

  package mutating func bool(_ flag: Bool) { pickle.append(flag ? 0x88 : 0x89) }

  package mutating func integer(_ number: Int) {
    switch number {
    case 0...255: pickle += [UInt8(ascii: "K"), UInt8(number)]
    case Int(Int32.min)...Int(Int32.max): pickle += [UInt8(ascii: "J")] + Self.little(number, 4)
    default: pickle += [0x8a, 8] + Self.little(number, 8)
    }
  }

  package mutating func real(_ number: Double) {
    pickle += [UInt8(ascii: "G")] + Self.little(Int(bitPattern: UInt(number.bitPattern)), 8).reversed()
  }

  /// Equal texts are one, and short in the file.
  package mutating func text(_ text: String) {
    let bytes = Array(text.utf8)
    if recall(.text(bytes)) { return }
    pickle += [UInt8(ascii: "X")] + Self.little(bytes.count, 4) + bytes
    remember(.text(bytes))
  }

  /// `torch.float32`, by its name in the module.
  package mutating func type(_ name: String) { global("torch", name) }

  /// `torch.device("cpu")`
  package mutating func device() {
    global("torch", "device")
    text("cpu")
    pickle += [0x85, UInt8(ascii: "R")]
  }

  // MARK: - Containers

  /// Writes what was written before, where this is it.
  ///
  /// - Returns: whether it was.
  package mutating func again(_ object: AnyObject) -> Bool { recall(.object(ObjectIdentifier(object))) }

  /// Remembers the value that was written last, for ``again(_:)``. The object has to live as long as this.
  package mutating func remember(_ object: AnyObject) { remember(.object(ObjectIdentifier(object))) }

  /// Between this and ``endList()`` come the items.
  package mutating func beginList() { pickle += Array("](".utf8) }

  package mutating func endList() { pickle.append(UInt8(ascii: "e")) }

  package mutating func beginTuple() { pickle.append(UInt8(ascii: "(")) }

  package mutating func endTuple() { pickle.append(UInt8(ascii: "t")) }

  package mutating func beginSet() {
    global("builtins", "set")
    pickle += Array("](".utf8)
  }

  package mutating func endSet() { pickle += [UInt8(ascii: "e"), 0x85, UInt8(ascii: "R")] }

  /// Between this and ``endDict()`` come keys and values in turn.
  ///
  /// - Parameter isOrdered: whether it is an `OrderedDict`, as a `state_dict`.
  package mutating func beginDict(isOrdered: Bool) {
    if isOrdered { orderedDict() } else { pickle.append(UInt8(ascii: "}")) }
    pickle.append(UInt8(ascii: "("))
  }

  package mutating func endDict() { pickle.append(UInt8(ascii: "u")) }

  // MARK: - Tensors

  /// A tensor, as float32, a mask as bools.
  ///
  /// - Parameters:
  ///   - isWhole: whether it is written as int64, because PyTorch has whole numbers there. What has others is float32.
  ///   - isParameter: whether it is an `nn.Parameter`.
  /// - Throws: ``DatasetError`` where the file would be larger than the short sizes of zip archives can state.
  package mutating func tensor(
    _ tensor: Tensor, isWhole: Bool = false, isParameter: Bool = false, requiresGradient: Bool = false
  ) throws(DatasetError) {
    let isWhole =
      tensor.kind == .whole || isWhole && tensor.kind == .real && tensor.elements.allSatisfy { Int(exactly: $0) != nil }
    if isParameter {
      global("torch._utils", "_rebuild_parameter")
      pickle.append(UInt8(ascii: "("))
    }
    global("torch._utils", "_rebuild_tensor_v2")
    pickle += Array("((".utf8)
    text("storage")
    let kind =
      switch tensor.kind {
      case .truth: "BoolStorage"
      case .byte: "ByteStorage"
      case .whole, .real: isWhole ? "LongStorage" : "FloatStorage"
      }
    global("torch", kind)
    text(String(storages))
    text("cpu")
    integer(tensor.count)
    pickle += Array("tQ".utf8)
    integer(0)
    for numbers in [tensor.shape.dimensions, tensor.shape.strides] {
      beginTuple()
      for number in numbers { integer(number) }
      endTuple()
    }
    bool(requiresGradient && !isParameter)
    orderedDict()
    pickle += Array("tR".utf8)
    if isParameter {
      bool(requiresGradient)
      orderedDict()
      pickle += Array("tR".utf8)
    }
    try add("data/\(storages)", Self.bytes(tensor, isWhole: isWhole))
    storages += 1
  }

  private static func bytes(_ tensor: Tensor, isWhole: Bool) -> [UInt8] {
    withExtendedLifetime(tensor.storage) {
      if tensor.kind == .truth || tensor.kind == .byte { return StoredNumber.bytes(of: tensor) }
      if isWhole { return tensor.elements.flatMap { little(Int($0), 8) } }
      return [UInt8](UnsafeRawBufferPointer(tensor.elements))
    }
  }

  // MARK: - The file

  /// The whole file. Equal values give equal bytes.
  ///
  /// - Throws: ``DatasetError`` where it would be larger than the short sizes of zip archives can state.
  package func encoded() throws(DatasetError) -> [UInt8] {
    var file = self
    try file.add("data.pkl", pickle + Array(".".utf8))
    try file.add("byteorder", Array("little".utf8))
    try file.add(".format_version", Array("1".utf8))
    try file.add(".storage_alignment", Array("64".utf8))
    try file.add("version", Array("3\n".utf8))
    return file.archive.encoded
  }

  private mutating func add(_ name: String, _ bytes: [UInt8]) throws(DatasetError) {
    guard archive.add(folder + name, bytes) else {
      throw DatasetError(
        .range, "these tensors are too large for one file, of which 4 GB is the most",
        suggestion: "save them in several files")
    }
  }

  // MARK: - Instructions

  private mutating func orderedDict() {
    global("collections", "OrderedDict")
    pickle += Array(")R".utf8)
  }

  private mutating func global(_ module: String, _ name: String) {
    if recall(.name(module + "." + name)) { return }
    pickle += Array("c\(module)\n\(name)\n".utf8)
    remember(.name(module + "." + name))
  }

  private mutating func recall(_ memory: Memory) -> Bool {
    guard let number = memo[memory] else { return false }
    pickle += number < 256 ? [UInt8(ascii: "h"), UInt8(number)] : [UInt8(ascii: "j")] + Self.little(number, 4)
    return true
  }

  private mutating func remember(_ memory: Memory) {
    let number = memo.count
    memo[memory] = number
    pickle += number < 256 ? [UInt8(ascii: "q"), UInt8(number)] : [UInt8(ascii: "r")] + Self.little(number, 4)
  }

  private static func little(_ number: Int, _ length: Int) -> [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}
