import Datasets
import Tensors
import Testing

/// Pickles as no program writes them, and the bytes that are written.
@Suite struct TorchFilesTests {
  /// Reads an archive with this pickle, and with these storages of zeros.
  private func read(_ pickle: [UInt8], storages: [Int] = [24]) throws -> Pickled {
    var archive = ZipWriter()
    var fits = archive.add("x/data.pkl", pickle)
    for (number, size) in storages.enumerated() {
      fits = archive.add("x/data/\(number)", [UInt8](repeating: 0, count: size)) && fits
    }
    #expect(fits)
    let scratch = try Scratch()
    return try TorchReader(scratch.write(archive.encoded, to: "x.pt")).value
  }

  private func error(_ pickle: [UInt8], storages: [Int] = [24]) -> DatasetError? {
    #expect(throws: DatasetError.self) { try read(pickle, storages: storages) }
  }

  /// A tensor's pickle: of the first storage, with as many numbers as it is said to have.
  private func tensor(
    _ sizes: [Int], _ strides: [Int], offset: Int = 0, numbers: Int = 6, type: String = "FloatStorage"
  ) -> [UInt8] {
    func number(_ number: Int) -> [UInt8] { [0x8a, 8] + (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
    func text(_ text: String) -> [UInt8] { [0x58, UInt8(text.utf8.count), 0, 0, 0] + Array(text.utf8) }
    func tuple(_ items: [[UInt8]]) -> [UInt8] { Array("(".utf8) + items.flatMap { $0 } + Array("t".utf8) }
    let storage = tuple([text("storage"), Array("ctorch\n\(type)\n".utf8), text("0"), text("cpu"), number(numbers)])
    return [0x80, 2] + Array("ctorch._utils\n_rebuild_tensor_v2\n".utf8)
      + tuple([
        storage + Array("Q".utf8), number(offset), tuple(sizes.map(number)), tuple(strides.map(number)), [0x89],
        Array("ccollections\nOrderedDict\n)R".utf8),
      ]) + Array("R.".utf8)
  }

  @Test func tensorsLieWithinTheirStorage() throws {
    for (sizes, strides, offset) in [
      ([2, 3], [3, 1], 0), ([3, 2], [1, 3], 0), ([2], [4], 1), ([0, 9], [9, 1], 0), ([], [], 5),
    ] {
      guard case .tensor(let tensor) = try read(tensor(sizes, strides, offset: offset)) else {
        Issue.record("no tensor")
        continue
      }
      #expect(tensor.shape.dimensions == sizes)
    }
    let huge = 1_000_000_000_000_000
    for (sizes, strides, offset) in [
      ([2, 4], [3, 1], 0), ([7], [1], 0), ([2], [6], 0), ([1], [1], 6), ([huge], [1], 0), ([huge, huge], [1, 1], 0),
      ([2], [Int.max], 1), ([Int.max, Int.max], [Int.max, Int.max], Int.max), ([-1], [1], 0), ([2], [-1], 1),
      ([2], [1], -1), ([2, 3], [1], 0), ([Int](repeating: 1, count: 100), [Int](repeating: 1, count: 100), 0),
    ] {
      #expect(error(tensor(sizes, strides, offset: offset))?.code == .damaged, "\(sizes) \(strides) \(offset)")
    }
    // A storage that is said to be another one than the file has.
    for numbers in [5, 7, 0, huge, Int.max, -1] {
      #expect(error(tensor([2], [1], numbers: numbers))?.code == .damaged, "\(numbers)")
    }
    #expect(error(tensor([6], [1], type: "DoubleStorage"))?.code == .damaged)
    #expect(error(tensor([6], [1]), storages: [])?.message.contains("not in the archive") ?? false)
  }

  /// One number that stands a million times a billion times is an error, and no allocation.
  @Test func repeatedNumbersTakeTheMemoryThatTheyTake() throws {
    guard case .tensor(let tensor) = try read(tensor([1_000_000, 1_000_000_000], [0, 0])) else {
      Issue.record("no tensor")
      return
    }
    #expect { try tensor.tensor() } throws: { ($0 as? TensorError)?.code == .memory }
  }

  @Test func nestsAndBombsAreBounded() throws {
    let deep = [UInt8](repeating: UInt8(ascii: "]"), count: 200) + [UInt8](repeating: UInt8(ascii: "a"), count: 199)
    #expect(error([0x80, 2] + deep + Array(".".utf8))?.message.contains("100 deep") ?? false)
    // (x, x) of (x, x) of …: each is one object, however often it is written out.
    let pairs = (0..<90).flatMap { _ in [UInt8(ascii: "2"), 0x86] }
    guard case .sequence(let sequence) = try read([0x80, 2] + Array("]".utf8) + pairs + Array(".".utf8)) else {
      Issue.record("no tuple")
      return
    }
    #expect(sequence.items.count == 2)
    // What holds itself: by the memo, and by a copy on the stack.
    for pickle in ["]q\0h\0a.", "]2a.", "}q\0X\u{1}\0\0\0ah\0s.", "]q\0](h\0ea.", "]q\0]q\u{1}h\0ah\0h\u{1}a."] {
      #expect(error([0x80, 2] + Array(pickle.utf8)) != nil, "\(pickle.debugDescription)")
    }
  }

  @Test func whatIsNoPickleIsRefused() {
    for pickle in [
      "", ".", "N", "NN.", "(.", "t.", "e.", "]e.", "NR.", "h\0.", "q\0.", "0.", "Q.", "(Q.", "b.", "]b.", "Na.",
      "NNs.", "}(Nu.", "I1x\n.", "X\u{7f}\u{7f}\u{7f}\u{7f}a.", "G\0.", "\u{1}", "c", "ctorch\n", "ctorch\nSize\n)R.",
      "ccollections\nOrderedDict\n(NtR.",
    ] {
      #expect(error([0x80, 2] + Array(pickle.utf8)) != nil, "\(pickle.debugDescription)")
    }
    for pickle: [UInt8] in [
      [0x80, 9, 0x4e, 0x2e], [0x8d, 255, 255, 255, 255, 255, 255, 255, 127, 0x2e], [0x58, 1, 0, 0, 0, 0xff, 0x2e],
      [0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x2e], [0x8b, 255, 255, 255, 127, 0x2e],
    ] {
      #expect(error(pickle) != nil, "\(pickle)")
    }
  }

  /// Nothing but PyTorch's own values may be named, in whatever way.
  @Test(arguments: [
    "cos\nsystem\n.", "cposix\nsystem\nX\u{2}\0\0\0ls\u{85}R.", "c__builtin__\neval\n.", "cbuiltins\nexec\n.",
    "cbuiltins\ngetattr\n.", "ctorch\nload\n.", "ctorch.nn.modules.linear\nLinear\n)\u{81}.", "ios\nsystem\n.",
    "(cos\nsystem\no.", "ctorch\nhub\n.", "cnumpy\nload\n.", "ccollections\nOrderedDict.__class__\n.",
  ])
  func nothingRuns(pickle: String) {
    let error = error([0x80, 2] + pickle.unicodeScalars.map { UInt8($0.value) })
    #expect(error?.code == .format && error?.message.contains("runs code") ?? false, "\(error?.message ?? "read")")
    #expect(error?.suggestion == "in PyTorch: torch.save(model.state_dict(), \"weights.pt\")")
  }

  @Test func wholeNumbersOfAllLengthsAreRead() throws {
    for (bytes, number) in [
      ([0x8a, 0], 0), ([0x8a, 1, 0xff], -1), ([0x8a, 2, 0xff, 0], 255),
      ([0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 0x80], Int.min),
      ([0x8a, 9, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0], Int.max), ([0x4a, 0xfe, 0xff, 0xff, 0xff], -2),
      ([0x4d, 1, 1], 257), (Array("L-12L\n".utf8), -12), (Array("I7\n".utf8), 7),
    ] as [([UInt8], Int)] {
      guard case .integer(number) = try read([0x80, 2] + bytes + [0x2e]) else {
        Issue.record("\(bytes) is not \(number)")
        continue
      }
    }
  }

  /// The pickle as Python's pickletools shows that of PyTorch, but for what is remembered.
  @Test func aStateIsWrittenAsPyTorchWritesIt() throws {
    var writer = TorchWriter()
    writer.beginDict(isOrdered: true)
    writer.text("w")
    try writer.tensor(try Tensor([1, -2], [2, 1]))
    writer.text("n")
    try writer.tensor(try Tensor([3], []), isWhole: true)
    writer.endDict()
    let file = try writer.encoded()
    let pickle =
      "\u{80}\u{2}ccollections\nOrderedDict\nq\0)R(X\u{1}\0\0\0wq\u{1}ctorch._utils\n_rebuild_tensor_v2\nq\u{2}((X\u{7}\0\0\0storage"
      + "q\u{3}ctorch\nFloatStorage\nq\u{4}X\u{1}\0\0\00q\u{5}X\u{3}\0\0\0cpuq\u{6}K\u{2}tQK\0(K\u{2}K\u{1}t(K\u{1}K\u{1}t\u{89}h\0)RtR"
      + "X\u{1}\0\0\0nq\u{7}h\u{2}((h\u{3}ctorch\nLongStorage\nq\u{8}X\u{1}\0\0\01q\u{9}h\u{6}K\u{1}tQK\0(t(t\u{89}h\0)RtRu."
    let bytes = pickle.unicodeScalars.map { UInt8($0.value) }
    #expect(file.firstRange(of: bytes) != nil)
    // The numbers, the least significant byte first, each storage at a multiple of 64.
    for (name, numbers) in [
      ("archive/data/0", [0, 0, 128, 63, 0, 0, 0, 192]), ("archive/data/1", [3, 0, 0, 0, 0, 0, 0, 0]),
    ] as [(String, [UInt8])] {
      let header = try #require(file.firstRange(of: Array(name.utf8)))
      let start = (header.upperBound + 63) / 64 * 64
      #expect(Array(file[start..<start + numbers.count]) == numbers, "\(name)")
    }
    for part in ["archive/byteorder", "archive/version", "archive/data.pkl"] {
      #expect(file.firstRange(of: Array(part.utf8)) != nil, "\(part)")
    }
  }

  /// Swift's own texts are equal where they only look the same.
  @Test func textsKeepTheirBytes() throws {
    var writer = TorchWriter()
    writer.beginList()
    for text in ["é", "e\u{301}", "é", ""] { writer.text(text) }
    writer.endList()
    let scratch = try Scratch()
    guard case .sequence(let list) = try TorchReader(scratch.write(try writer.encoded(), to: "x.pt")).value else {
      Issue.record("no list")
      return
    }
    let sizes = list.items.map { if case .text(let text) = $0 { text.utf8.count } else { -1 } }
    #expect(sizes == [2, 3, 2, 0])
  }

  @Test func everyDamagedByteOfTheNumbersIsFound() throws {
    var writer = TorchWriter()
    try writer.tensor(try Tensor([1, 2, 3]))
    let file = try writer.encoded()
    let scratch = try Scratch()
    let numbers: [UInt8] = [0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64]
    let start = try #require(file.firstRange(of: numbers)).lowerBound
    for place in start..<start + numbers.count {
      var damaged = file
      damaged[place] ^= 4
      let path = try scratch.write(damaged, to: "x.pt")
      guard case .tensor(let tensor) = try TorchReader(path).value else {
        Issue.record("no tensor")
        return
      }
      #expect { try tensor.tensor() } throws: { ($0 as? DatasetError)?.code == .damaged }
    }
    // Cut off anywhere it is no file any more.
    for length in stride(from: 0, to: file.count, by: 13) {
      let path = try scratch.write(Array(file[..<length]), to: "x.pt")
      #expect(throws: DatasetError.self, "\(length)") { try TorchReader(path) }
    }
  }
}
