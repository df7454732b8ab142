import Datasets
import Testing

/// CIFAR-10 as torchvision keeps it: batches that are pickles of Python's.
@Suite struct CIFAR10PickleTests {
  private let catalog = DatasetCatalog(environment: [:], executable: nil)
  private static let names = (1...5).map { "data_batch_\($0)" } + ["test_batch"]

  /// A batch whose images are all of one byte, as Python 2 wrote them: instruction by instruction as in the official
  /// files, by `pickletools.dis`.
  private static func batch(_ number: UInt8, labels: [UInt8], type: String = "u1", columns: Int = 3_072) -> [UInt8] {
    func short(_ text: String) -> [UInt8] { [UInt8(ascii: "U"), UInt8(text.utf8.count)] + Array(text.utf8) }
    func little(_ number: Int, _ length: Int) -> [UInt8] { (0..<length).map { UInt8(number >> (8 * $0) & 255) } }
    func name(_ module: String, _ name: String) -> [UInt8] { Array("c\(module)\n\(name)\n".utf8) }
    let pixels = [UInt8](repeating: number, count: labels.count * columns)
    var bytes: [UInt8] = [0x80, 2] + Array("}q\u{1}(".utf8)
    bytes += short("batch_label") + short("training batch \(number) of 5")
    bytes += short("labels") + Array("](".utf8) + labels.flatMap { [UInt8(ascii: "K"), $0] } + Array("e".utf8)
    bytes += short("data") + name("numpy.core.multiarray", "_reconstruct") + name("numpy", "ndarray")
    bytes += Array("K\u{0}".utf8) + [0x85] + short("b") + [0x87] + Array("R(K\u{1}".utf8)
    bytes += [UInt8(ascii: "M")] + little(labels.count, 2) + [UInt8(ascii: "M")] + little(columns, 2) + [0x86]
    bytes += name("numpy", "dtype") + short(type) + Array("K\u{0}K\u{1}".utf8) + [0x87] + Array("R(K\u{3}".utf8)
    bytes += short("|") + Array("NNN".utf8)
    bytes += [UInt8(ascii: "J"), 255, 255, 255, 255, UInt8(ascii: "J"), 255, 255, 255, 255] + Array("K\u{0}tb".utf8)
    bytes += [0x89, UInt8(ascii: "T")] + little(pixels.count, 4) + pixels + Array("tbu.".utf8)
    return bytes
  }

  /// The images of batch n are all of 40 n: 200 and 240 are no text.
  private static let batches = names.enumerated().map { (name: $1, bytes: batch(UInt8($0 + 1) * 40, labels: [3, 9])) }

  private func check(_ data: Dataset) {
    #expect(data.train.count == 10 && data.test.count == 2)
    #expect(data.train.labels == [3, 9, 3, 9, 3, 9, 3, 9, 3, 9])
    #expect(data.train.pixels.first == 40 && data.train.pixels.last == 200 && data.test.pixels.first == 240)
    #expect(data.train.pixels.count == 10 * 3_072 && data.train.classNames[3] == "cat")
  }

  @Test func theFolderAndTheArchiveAreRead() throws {
    let scratch = try Scratch()
    for (name, bytes) in Self.batches { try scratch.write(bytes, to: "data/cifar-10-batches-py/\(name)") }
    try scratch.write([1, 2], to: "data/cifar-10-batches-py/batches.meta")
    check(try catalog.load(scratch.path + "/data/cifar-10-batches-py"))
    check(try DatasetCatalog(environment: ["ELBOW_DATA": scratch.path + "/data"], executable: nil).load("cifar10"))
    let files = Self.batches.map { ("cifar-10-batches-py/" + $0.name, $0.bytes) }
    try scratch.write(
      Archives.gzip(Archives.tar([("cifar-10-batches-py/batches.meta", [1])] + files)),
      to: "archive/cifar-10-python.tar.gz")
    check(try catalog.load(scratch.path + "/archive"))
  }

  @Test func missingBatchesAreListedAsTheyAreNamed() throws {
    let scratch = try Scratch()
    for (name, bytes) in Self.batches.dropLast() { try scratch.write(bytes, to: name) }
    let error = #expect(throws: DatasetError.self) { try catalog.load(scratch.path) }
    #expect(error?.message.hasSuffix("found no test_batch") == true)
  }

  @Test(arguments: [
    (batch(1, labels: [10]), "found another one in row 0"), (batch(1, labels: [1], type: "f4"), "4"),
    (batch(1, labels: [1], columns: 3_071), "1×3,071"), (batch(1, labels: []), "each label"),
    (Array("}.".utf8), "an array `data`"), (Array("cos\nsystem\n.".utf8), "opening such a file runs code"),
    ([], "ends"),
  ]) func otherPicklesAreRefusedByName(bytes: [UInt8], words: String) throws {
    let scratch = try Scratch()
    for (name, whole) in Self.batches { try scratch.write(name == "data_batch_2" ? bytes : whole, to: name) }
    let error = #expect(throws: DatasetError.self) { try catalog.load(scratch.path) }
    let text = error?.description ?? ""
    #expect(text.contains("data_batch_2") && text.contains(words), "\(text)")
  }

  /// A byte of its instructions changed, or an end cut off: an error, or images as many as labels from 0 to 9.
  @Test func damageIsNeverMoreThanAnError() throws {
    let scratch = try Scratch()
    for (name, whole) in Self.batches { try scratch.write(whole, to: name) }
    let whole = Self.batches[0].bytes
    let front = whole.count - 2 * 3_072 - 4
    for place in Array(0..<front) + Array(whole.count - 4..<whole.count) {
      for byte: UInt8 in [0, 46, 255] {
        var bytes = whole
        bytes[place] = byte
        try scratch.write(bytes, to: "data_batch_1")
        guard let data = try? catalog.load(scratch.path) else { continue }
        #expect(data.train.labels.allSatisfy { $0 < 10 } && data.train.pixels.count == data.train.count * 3_072)
      }
      try scratch.write(Array(whole[..<place]), to: "data_batch_1")
      #expect(throws: DatasetError.self, "\(place)") { try catalog.load(scratch.path) }
    }
  }

  /// PyTorch's own reader refuses arrays of NumPy's, and so does ours for its files.
  @Test func torchLoadStillRefusesThem() throws {
    let scratch = try Scratch()
    try scratch.write(Self.batches[0].bytes, to: "x.pt")
    let error = #expect(throws: DatasetError.self) { try TorchReader(scratch.path + "/x.pt") }
    #expect(error?.description.contains("NumPy") == true, "\(error?.description ?? "")")
  }
}
