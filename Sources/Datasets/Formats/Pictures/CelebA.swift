import Files
import Tensors
import Text
import Threads

/// CelebA's layout (Liu et al. 2015), as its authors, torchvision and Kaggle hand it out: a folder `img_align_celeba` of
/// pictures, `list_attr_celeba` (`.txt` or `.csv`) with attributes of each that are 1 or -1, and, where it is there,
/// `list_eval_partition`, which says what a picture is for: 0 to train on, 1 to validate with, 2 to test with.
struct CelebA {
  let path: String
  private let pictures: String
  private let attributes: String
  private let partition: String?

  private static let folder = "img_align_celeba"
  private static let endings = [".txt", ".csv"]

  /// Nil where the folder has no list of attributes, or no folder of pictures.
  init?(_ path: String) {
    func found(_ name: String, in folders: [String]) -> String? {
      folders.flatMap { folder in Self.endings.map { Paths.join(Paths.join(path, folder), name + $0) } }
        .first(where: Paths.isFile)
    }
    guard let attributes = found("list_attr_celeba", in: [".", "Anno"]) else { return nil }
    let places = [Self.folder, "Img/" + Self.folder].flatMap { folder in
      // Kaggle's archive has the folder inside of one of its own name.
      [Paths.join(path, folder + "/" + Self.folder), Paths.join(path, folder)]
    }
    guard let pictures = places.first(where: Paths.isFolder) else { return nil }
    (self.path, self.pictures, self.attributes) = (path, pictures, attributes)
    partition = found("list_eval_partition", in: [".", "Eval"])
  }

  /// All pictures of the list that are there, in its order.
  ///
  /// Attributes are the images' factors, 0 or 1; the one that `label=` names is their class. Where `train=` or `test=` take
  /// only so many, only those are read.
  ///
  /// - Throws: ``DatasetError`` that names the file and the line that cannot be read, or the attribute that there is none of;
  ///   ``Cancelled``.
  func read(_ options: DatasetOptions) throws -> ImageParts {
    let table = try AttributeTable(attributes, columns: nil)
    let label = try options.label.map { name throws(DatasetError) in
      guard let place = table.columns.firstIndex(of: name) else {
        throw DatasetError(
          .notFound, path: attributes, "there is no attribute \(name)",
          notes: ["its attributes: " + table.columns.joined(separator: ", ")])
      }
      return place
    }
    var purposes: [Substring: Int8] = [:]
    if let partition {
      let parts = try AttributeTable(partition, columns: 1)
      for (row, name) in parts.names.enumerated() { purposes[name[...]] = parts.values[row] }
    }
    let there = Set(Paths.names(in: pictures))
    try Cancellation.current.check()
    var rows: [[Int]] = [[], [], []]
    var missing = 0
    for (row, name) in table.names.enumerated() {
      guard there.contains(name) else {
        missing += 1
        continue
      }
      guard partition != nil else {
        rows[0].append(row)
        continue
      }
      guard let purpose = purposes[name[...]], (0...2).contains(purpose) else {
        throw DatasetError(
          .mismatch, path: partition ?? path, "it does not say what \(name) is for: 0 (to train on), 1 or 2",
          suggestion: "the list of the same set, or none")
      }
      rows[[0, 2, 1][Int(purpose)]].append(row)
    }
    guard !rows[0].isEmpty else {
      throw DatasetError(
        .notFound, path: pictures,
        "none of the \(counted(table.names.count, "picture")) of the list that are to train on is there",
        suggestion: "unpack img_align_celeba.zip there")
    }
    // Where classes are chosen, nobody knows yet which ones the first images are.
    if options.classes == nil {
      if !rows[1].isEmpty, let most = options.train { rows[0] = Array(rows[0].prefix(most)) }
      if let most = options.test, !rows[1].isEmpty { rows[1] = Array(rows[1].prefix(most)) }
    }
    let parts = rows.enumerated().map { place, rows -> PictureParts.Part? in
      guard !rows.isEmpty || place == 0 else { return nil }
      let width = table.columns.count
      let values = rows.flatMap { row in table.values[row * width..<(row + 1) * width].map { Float(max(0, $0)) } }
      return PictureParts.Part(
        paths: rows.map { Paths.join(pictures, table.names[$0]) },
        labels: rows.map { row in label.map { table.values[row * width + $0] > 0 ? 1 : 0 } ?? 0 }, folder: pictures,
        factors: ImageFactors(names: table.columns, values: values))
    }
    let classes = label.map { ["not \(table.columns[$0])", table.columns[$0]] } ?? []
    let notes = missing == 0 ? [] : ["left out: \(counted(missing, "picture")) of the list without a file"]
    return try PictureParts(parts: parts, classes: classes, path: path, notes: notes).read(options)
  }
}

/// A list of files with a row of small whole numbers for each, its columns apart by blanks or commas.
struct AttributeTable {
  /// The names of the columns; those of a list without a head are not known.
  let columns: [String]
  /// The files.
  private(set) var names: [String] = []
  /// Files × columns numbers.
  private(set) var values: [Int8] = []

  /// - Parameter columns: how many numbers a row has, of the list of parts, which as a text has no head; nil for as many as the
  ///   head names.
  /// - Throws: ``DatasetError`` that names the line; ``Cancelled``.
  init(_ path: String, columns count: Int?) throws {
    let bytes = try WholeFile.read(path)
    let isCSV = Paths.hasEnding(path, ".csv")
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    func words(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
      line.split {
        $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r")
      }
    }
    func text(_ word: ArraySlice<UInt8>) -> String { String(decoding: word, as: UTF8.self) }
    // A text begins with the number of files, and names the columns then; a CSV names them, the files' first.
    let head: Int
    if isCSV {
      head = 1
      columns = lines.first.map { words($0).dropFirst().map(text) } ?? []
    } else if let count {
      head = 0
      columns = (0..<count).map { "\($0)" }
    } else {
      head = 2
      columns = lines.count > 1 ? words(lines[1]).map(text) : []
    }
    guard !columns.isEmpty, columns.count <= 256, Set(columns).count == columns.count else {
      throw DatasetError(
        .format, path: path,
        "expected the names of attributes in line \(max(1, head)), found \(counted(columns.count, "name"))",
        suggestion: "the list as it was handed out")
    }
    if let count, columns.count != count {
      throw DatasetError(
        .format, path: path, "expected \(counted(count, "column")) behind the files, found \(columns.count)",
        suggestion: "the list as it was handed out")
    }
    names.reserveCapacity(lines.count)
    values.reserveCapacity(lines.count * columns.count)
    for (place, line) in lines.enumerated().dropFirst(head) {
      if place % 1024 == 0 { try Cancellation.current.check() }
      let words = words(line)
      guard let name = words.first else { continue }
      let numbers = words.dropFirst().compactMap { Int8(text($0)) }
      guard numbers.count == columns.count, words.count == columns.count + 1 else {
        throw DatasetError(
          .format, path: path,
          "expected a file and \(counted(columns.count, "whole number")) in line \(grouped(place + 1)), found "
            + "\(counted(numbers.count, "number")) among \(counted(words.count, "word"))",
          suggestion: "the list as it was handed out")
      }
      let file = text(name)
      guard Paths.isBareName(file) else {
        throw DatasetError(.format, path: path, "line \(grouped(place + 1)) names \(file), which is no file's name")
      }
      names.append(file)
      values += numbers
    }
  }
}
