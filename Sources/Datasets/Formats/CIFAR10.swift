import Files
import Text

/// CIFAR-10: a folder of batches, or the official archive of it, in its binary version or in Python's.
///
/// In the binary version a record is a label and 3×32×32 bytes, channels first: 3,073 bytes. A batch is a whole number of records, 10,000 in
/// the official files, fewer in a sample. See https://www.cs.toronto.edu/~kriz/cifar.html.
enum CIFAR10 {
  static let shape = ImageShape(channels: 3, height: 32, width: 32)
  static let recordSize = 1 + 3 * 32 * 32
  static let trainNames = (1...5).map { "data_batch_\($0)" }
  static let testName = "test_batch"
  static let batchNames = trainNames + [testName]

  /// The versions that it is published in, the one that is read faster first.
  enum Version: CaseIterable {
    case binary, python

    var archiveName: String { self == .binary ? "cifar-10-binary.tar.gz" : "cifar-10-python.tar.gz" }
    /// The folder that unpacking leaves.
    var folderName: String { self == .binary ? "cifar-10-batches-bin" : "cifar-10-batches-py" }
    /// What the names of the batches' files end in.
    var ending: String { self == .binary ? ".bin" : "" }

    func isIn(_ folder: String) -> Bool { batchNames.contains { Paths.isFile(Paths.join(folder, $0 + ending)) } }
  }

  static let classNames = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  /// The records of one batch.
  struct Batch {
    var labels: [UInt8] = []
    var pixels: [UInt8] = []
  }

  /// Reads a folder that holds the batches.
  ///
  /// - Throws: ``DatasetError`` where a batch is missing or damaged; `Cancelled`.
  static func read(folder: String) throws -> (train: ImageSet, test: ImageSet) {
    let version = Version.allCases.first { $0.isIn(folder) } ?? .binary
    var batches: [String: Batch] = [:]
    for name in batchNames {
      let path = Paths.join(folder, name + version.ending)
      guard Paths.isFile(path) else { continue }
      let source = try FileSource(path: path)
      batches[name] = try batch(version, size: source.mostBytes, path: path) { room throws(DatasetError) in
        try source.fill(room)
      }
    }
    return try sets(batches, version, path: folder)
  }

  /// Reads the archive of a version, or the same archive unpacked to a tar.
  ///
  /// - Throws: ``DatasetError`` where the archive or a batch in it is damaged, or a batch is missing; `Cancelled`.
  static func read(archive: String) throws -> (train: ImageSet, test: ImageSet) {
    let tar = TarReader(try openSource(archive))
    var batches: [String: Batch] = [:]
    var version = Version.binary
    while let file = try tar.next() {
      let fileName = Paths.name(file.name)
      guard let name = batchNames.first(where: { fileName == $0 || fileName == $0 + ".bin" }) else { continue }
      version = fileName == name ? .python : .binary
      batches[name] = try batch(version, size: file.size, path: "\(archive) (\(file.name))") {
        room throws(DatasetError) in try tar.fill(room)
      }
    }
    return try sets(batches, version, path: archive)
  }

  private static func batch(
    _ version: Version, size: Int, path: String, fill: (UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int
  ) throws -> Batch {
    guard version == .python else { return try binaryBatch(size: size, path: path, fill: fill) }
    guard size <= largestFile else {
      throw DatasetError.wrong(
        .damaged, path: path, expected: "a pickle of some 31 MB", found: counted(size, "byte"))
    }
    try MemoryRoom.check(size, for: path)
    var bytes = [UInt8](repeating: 0, count: size)
    let filled = try bytes.withUnsafeMutableBytes { try fill($0) }
    return try pickledBatch(Array(bytes.prefix(filled)), path: path)
  }

  /// Reads the records of one batch of `size` bytes.
  private static func binaryBatch(
    size: Int, path: String, fill: (UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int
  ) throws(DatasetError) -> Batch {
    guard size > 0, size.isMultiple(of: recordSize), size <= largestFile else {
      throw .wrong(
        .damaged, path: path, expected: "whole records of \(grouped(recordSize)) bytes (a label and 3×32×32)",
        found: counted(size, "byte"))
    }
    try MemoryRoom.check(size, for: path)
    let count = size / recordSize
    var batch = Batch()
    batch.labels.reserveCapacity(count)
    batch.pixels.reserveCapacity(count * shape.count)
    // A hundred records at a time: large reads, little memory.
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 100 * recordSize, alignment: 16)
    defer { room.deallocate() }
    while batch.labels.count < count {
      let records = min(100, count - batch.labels.count)
      let filled = try fill(UnsafeMutableRawBufferPointer(rebasing: room[..<(records * recordSize)]))
      guard filled == records * recordSize else {
        throw .wrong(
          .damaged, path: path, expected: counted(size, "byte"),
          found: "its end after \(grouped(batch.labels.count * recordSize + filled))")
      }
      for record in 0..<records {
        let first = record * recordSize
        guard room[first] < classNames.count else {
          throw .wrong(
            .format, path: path, expected: "labels from 0 to 9",
            found: "\(room[first]) in record \(grouped(batch.labels.count))")
        }
        batch.labels.append(room[first])
        batch.pixels.append(contentsOf: room[first + 1..<first + recordSize])
      }
    }
    return batch
  }

  /// The batches put together in the order of their numbers.
  private static func sets(
    _ batches: [String: Batch], _ version: Version, path: String
  ) throws(DatasetError) -> (train: ImageSet, test: ImageSet) {
    let missing = batchNames.filter { batches[$0] == nil }.map { $0 + version.ending }
    guard missing.isEmpty, let test = batches[testName] else {
      throw DatasetError(
        .notFound, path: path,
        "expected five batches to train and one to test, found no \(missing.joined(separator: ", "))")
    }
    var batches = batches
    var train = Batch()
    train.pixels.reserveCapacity(trainNames.reduce(0) { $0 + (batches[$1]?.pixels.count ?? 0) })
    for name in trainNames {
      // Taken out, so that no batch stays in memory twice.
      guard let batch = batches.removeValue(forKey: name) else { continue }
      train.labels += batch.labels
      train.pixels += batch.pixels
    }
    return (try set(train), try set(test))
  }

  private static func set(_ batch: Batch) throws(DatasetError) -> ImageSet {
    try ImageSet(shape: shape, pixels: batch.pixels, labels: batch.labels, classNames: classNames)
  }
}
