import Datasets
import Testing

@Suite struct CIFAR10Tests {
  private static let names = (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"]
  private let catalog = DatasetCatalog(environment: [:], executable: nil)

  /// A batch whose images are all of one byte: the number of the batch.
  private func batch(_ number: Int, records: Int) -> [UInt8] {
    (0..<records).flatMap { [UInt8($0 % 10)] + [UInt8](repeating: UInt8(number), count: 3_072) }
  }

  private func archive(of batches: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    Archives.gzip(Archives.tar([("cifar-10-batches-bin/readme.html", [1, 2, 3])] + batches))
  }

  /// In another order than that of their numbers, as the official archive has them.
  private var batches: [(name: String, bytes: [UInt8])] {
    Self.names.enumerated().reversed().map { ("cifar-10-batches-bin/" + $1, batch($0 + 1, records: $0 + 1)) }
  }

  private func check(_ data: Dataset) {
    #expect(data.train.count == 15 && data.test.count == 6)
    #expect(data.train.labels.prefix(6) == [0, 0, 1, 0, 1, 2])
    #expect(data.train.pixels.first == 1 && data.train.pixels.last == 5 && data.test.pixels.first == 6)
    #expect(data.train.classNames[9] == "truck")
    #expect(data.train.shape == ImageShape(channels: 3, height: 32, width: 32))
  }

  @Test func theArchiveIsReadAsItIs() throws {
    let scratch = try Scratch()
    try scratch.write(archive(of: batches), to: "cifar-10-sample/cifar-10-binary.tar.gz")
    let environment = ["ELBOW_DATA": scratch.path]
    let data = try DatasetCatalog(environment: environment, executable: nil).load("cifar10")
    check(data)
    #expect(data.source.isSample && data.notes.first?.contains("50,000 + 10,000") == true)
  }

  @Test(arguments: ["cifar10", "cifar-10-batches-bin", "cifar-10/cifar-10-batches-bin"])
  func theUnpackedFolderIsRead(folder: String) throws {
    let scratch = try Scratch()
    for (name, bytes) in batches { try scratch.write(bytes, to: "\(folder)/\(name.split(separator: "/")[1])") }
    check(try DatasetCatalog(environment: ["ELBOW_DATA": scratch.path], executable: nil).load("cifar10"))
    check(try catalog.load(scratch.path + "/" + folder))
  }

  @Test func spoiltBatchesAreNamed() throws {
    let spoilt: [(bytes: [UInt8], words: String)] = [
      (Array(batch(1, records: 2).dropLast()), "whole records of 3,073 bytes"), ([], "found 0 bytes"),
      ([10] + batch(1, records: 1).dropFirst(), "found 10 in record 0"),
    ]
    for (bytes, words) in spoilt {
      let scratch = try Scratch()
      var batches = batches
      batches[2].bytes = bytes
      for (name, bytes) in batches { try scratch.write(bytes, to: name) }
      try scratch.write(archive(of: batches), to: "archive/cifar-10-binary.tar.gz")
      for folder in ["cifar-10-batches-bin", "archive"] {
        let error = #expect(throws: DatasetError.self) { try catalog.load(scratch.path + "/" + folder) }
        #expect(error?.description.contains("data_batch_4.bin") == true)
        #expect(error?.description.contains(words) == true)
      }
    }
  }

  @Test func missingBatchesAreListed() throws {
    let scratch = try Scratch()
    let some = batches.filter { !$0.name.hasSuffix("batch_2.bin") && !$0.name.hasSuffix("test_batch.bin") }
    try scratch.write(archive(of: some), to: "cifar-10-binary.tar.gz")
    let error = #expect(throws: DatasetError.self) { try catalog.load(scratch.path) }
    #expect(error?.message.hasSuffix("found no data_batch_2.bin, test_batch.bin") == true)
  }

  @Test func aSpoiltArchiveIsRefusedWhereverItIsCut() throws {
    let scratch = try Scratch()
    let tar = Archives.tar(batches)
    // Every place around a header and a few in between; the last file ends 1,024 bytes before the end.
    for length in [1, 100, 511, 512, 513, 4_000, 19_000, 19_456, 20_000, tar.count - 1_024 - 512] {
      try scratch.write(Archives.gzip(Array(tar[..<length])), to: "cifar-10-binary.tar.gz")
      #expect(throws: DatasetError.self, "\(length) of \(tar.count)") { try catalog.load(scratch.path) }
    }
    for offset in [0, 124, 130, 148, 156, 20_000] {
      var wrong = tar
      wrong[offset] ^= 0x41
      try scratch.write(wrong, to: "cifar-10-binary.tar.gz")
      _ = try? catalog.load(scratch.path)
    }
    try scratch.write(Array("this is no archive".utf8), to: "cifar-10-binary.tar.gz")
    #expect(throws: DatasetError.self) { try catalog.load(scratch.path) }
  }
}
