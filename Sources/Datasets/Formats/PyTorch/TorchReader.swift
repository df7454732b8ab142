import Files
import Tensors
import Text

/// A file that PyTorch's `torch.save` wrote: a pickle of a value, and the numbers of its tensors beside it.
///
/// There are two formats (`torch/serialization.py` describes both by what it does). Since PyTorch 1.6 it is a zip
/// archive, whose files lie in one folder: `data.pkl`, the pickle; `data/0`, `data/1` …, the storages; `byteorder`, the
/// order of bytes in these. Before that, and with `_use_new_zipfile_serialization=False`, it is five pickles one after
/// another (a magic number, a version, facts about the machine, the value, the names of the storages), and then each
/// storage with its length before it. A third one, a tar archive, was written before 0.1.10, and is refused by name.
///
/// The file stays on the disk: what is read of it is the pickle, and the numbers of the tensors that are asked for.
package struct TorchReader {
  /// What was saved.
  package let value: Pickled

  /// PyTorch's magic number, 0x1950a86a20f9469cfc6c, the least significant byte first.
  static let magic: [UInt8] = [0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]

  /// - Throws: ``DatasetError`` where the file is anything but a whole one of PyTorch's, or holds what would run.
  package init(_ path: String) throws {
    let bytes = try PlacedBytes(path: path)
    let front = try bytes.bytes(0..<min(600, bytes.count))
    do {
      if front.starts(with: [0x50, 0x4b, 3, 4]) {
        value = try Self.archive(try ZipReader(bytes), path)
      } else if Self.isTar(front) {
        throw DatasetError(
          .format, path: path, "it is a tar archive, the format of PyTorch before 0.1.10, which is not read",
          suggestion: "with the PyTorch that reads it: torch.save(torch.load(\"old.pt\"), \"new.pt\")")
      } else if front.count > 2, front[0] == 0x80, (1...5).contains(front[1]) {
        value = try Self.pickles(bytes, path)
      } else {
        throw DatasetError.wrong(
          .format, path: path, expected: "a file of PyTorch's torch.save",
          found: FileKind.phrase(of: Array(front.prefix(32))))
      }
    } catch let fault as PickleFault {
      throw DatasetError(
        fault.isDamage ? .damaged : .format, path: path,
        fault.isDamage ? "its pickle is damaged: \(fault.message)" : fault.message, notes: fault.notes,
        suggestion: fault.suggestion)
    }
  }

  private static func isTar(_ front: [UInt8]) -> Bool {
    front.count > 262 && front[257..<262].elementsEqual(Array("ustar".utf8))
  }

  // MARK: - The zip format

  private static func archive(_ archive: ZipReader, _ path: String) throws -> Pickled {
    guard let pickle = archive.files.first(where: { $0.name == "data.pkl" || Paths.hasEnding($0.name, "/data.pkl") })
    else {
      throw DatasetError.wrong(
        .format, path: path, expected: "a file of PyTorch's torch.save", found: "a zip archive without its data.pkl")
    }
    let folder = String(pickle.name.dropLast("data.pkl".count))
    var files: [String: ZipReader.File] = [:]
    for file in archive.files {
      guard files.updateValue(file, forKey: file.name) == nil else {
        throw DatasetError(.damaged, path: path, "it has two files of the name \(file.name.inMessage)")
      }
    }
    guard files[folder + "constants.pkl"] == nil else {
      throw TorchNames.refusal("a program of TorchScript's, as torch.jit.save writes them")
    }
    let order = try files[folder + "byteorder"].map { try content($0, of: archive, path, most: 16) }
    let isBigEndian = order == Array("big".utf8)
    guard isBigEndian || order == nil || order == Array("little".utf8) else {
      throw DatasetError(.damaged, path: path, "its order of bytes is neither little nor big")
    }
    var storages: [String: TorchStorage] = [:]
    let program = try content(pickle, of: archive, path, most: largestFile)
    var machine = PickleMachine(PickleCursor(PlacedBytes(program, path))) { names in
      let found = try named(names, path, isBigEndian, &storages)
      guard found.open == nil else { return found }
      guard let file = files[folder + "data/" + found.key] else {
        throw PickleFault("it names the storage \(found.key.inMessage), which is not in the archive")
      }
      let (size, isTooFar) = found.count.multipliedReportingOverflow(by: found.type?.size ?? 1)
      guard !isTooFar, file.size == size else {
        throw PickleFault(
          "the storage \(found.key.inMessage) has \(counted(file.size, "byte")), and \(counted(found.count, "number")) in it"
        )
      }
      found.open = { () throws(DatasetError) in try archive.source(of: file) }
      return found
    }
    return try machine.run()
  }

  /// A whole file of an archive; its checksum is right.
  private static func content(
    _ file: ZipReader.File, of archive: ZipReader, _ path: String, most: Int
  ) throws -> [UInt8] {
    let source = try archive.source(of: file)
    guard file.size <= most else {
      throw DatasetError(.damaged, path: path, "its \(file.name.inMessage) has \(counted(file.size, "byte"))")
    }
    try MemoryRoom.check(file.size, for: path)
    // One byte more than there is: the end is where the checksum is looked at.
    return try source.bytes(file.size + 1)
  }

  /// The storage that a pickle names: "storage", its class, its key, its device, how many numbers it has, and once a
  /// view.
  private static func named(
    _ names: [Pickled], _ path: String, _ isBigEndian: Bool, _ storages: inout [String: TorchStorage]
  ) throws -> TorchStorage {
    guard names.count >= 5, case .text("storage") = names[0], case .name(let name) = names[1],
      case .text(let key) = names[2], case .integer(let count) = names[4], count >= 0
    else { throw PickleFault("it names a storage otherwise than PyTorch does") }
    if names.count > 5 {
      guard case .none = names[5] else { throw PickleFault("it has a storage that is a part of another one") }
    }
    let type = name.module == "torch" ? TorchNames.storages[name.name] : nil
    guard type != nil || name.name == "UntypedStorage" else { throw PickleFault("\(name.path) in it is no storage") }
    if let known = storages[key] {
      guard known.type == type, known.count == count else {
        throw PickleFault("it has the storage \(key.inMessage) twice, of other numbers")
      }
      return known
    }
    let made = TorchStorage(
      key: key, type: type, count: count, path: "\(path) (storage \(key.inMessage))", isBigEndian: isBigEndian)
    storages[key] = made
    return made
  }

  // MARK: - The format of old

  private static func pickles(_ bytes: PlacedBytes, _ path: String) throws -> Pickled {
    var storages: [String: TorchStorage] = [:]
    var cursor = PickleCursor(bytes)
    var isBigEndian = false
    func next() throws -> Pickled {
      var machine = PickleMachine(cursor) { try named($0, path, isBigEndian, &storages) }
      defer { cursor = machine.end }
      return try machine.run()
    }
    guard case .bytes(magic) = try next(), case .integer(1_001) = try next(), case .dict(let facts) = try next() else {
      throw DatasetError(
        .format, path: path, "it is a pickle of Python's, and none that PyTorch's torch.save wrote",
        suggestion: "in PyTorch: torch.save(model.state_dict(), \"weights.pt\")")
    }
    for (key, value) in facts.entries {
      if case .text("little_endian") = key, case .bool(let isLittle) = value { isBigEndian = !isLittle }
    }
    let value = try next()
    guard case .sequence(let keys) = try next() else { throw PickleFault("it has no list of its storages") }
    var place = cursor.place
    for item in keys.items {
      guard case .text(let key) = item, let storage = storages[key], storage.open == nil else {
        throw PickleFault("its list of storages has another one than its tensors")
      }
      var lengths = PickleCursor(bytes, from: place)
      let stated = try lengths.bytes(8)
      let count = (isBigEndian ? stated : stated.reversed()).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let size = storage.count.multipliedReportingOverflow(by: storage.type?.size ?? 1)
      guard count == UInt64(storage.count), !size.overflow, size.partialValue <= bytes.count - place - 8 else {
        throw PickleFault(
          "the storage \(key.inMessage) has \(counted(storage.count, "number")), and the file states \(count) and ends before: "
            + "it was cut off")
      }
      let range = place + 8..<place + 8 + size.partialValue
      storage.open = { () throws(DatasetError) in PlacedSource(bytes, range, path: storage.path) }
      place = range.upperBound
    }
    guard place == bytes.count else {
      throw PickleFault("it goes on for \(counted(bytes.count - place, "byte")) after its last storage")
    }
    return value
  }
}
