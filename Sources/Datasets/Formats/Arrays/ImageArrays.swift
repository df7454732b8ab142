import Tensors
import Text
import Threads

/// Arrays of numbers taken as images and labels, by their names: from a file of NumPy's or of safetensors, or a tensor.
struct ImageArrays {
  /// The file, or what the tensor is called.
  let path: String
  let arrays: [StoredArray]
  /// The other contents of the file: name and kind.
  var left: [(name: String, what: String)] = []
  /// The meaning of the dimensions; nil where that is to be recognized.
  var layout: ImageLayout?

  /// The names of the arrays of a part, the preferred first, in small letters.
  private struct Names {
    let images: [String]
    let labels: [String]

    /// `x_train`, `train_images` …, by what the part is called.
    static func of(_ parts: String..., images: [String] = [], labels: [String] = []) -> Names {
      Names(
        images: parts.flatMap { ["x_\($0)", "\($0)_images", "\($0)_x", $0] } + images,
        labels: parts.flatMap { ["y_\($0)", "\($0)_labels", "\($0)_y", "\($0)_targets"] } + labels)
    }
  }

  private static let train = Names.of(
    "train", images: ["", "x", "images", "imgs", "data", "arr_0", "tensor"],
    labels: ["y", "labels", "targets", "arr_1"])
  private static let test = Names.of("test")
  private static let validation = Names.of("val", "valid", "validation")

  /// - Throws: ``DatasetError`` where no array is one of images, or they do not belong together.
  func read() throws -> ImageParts {
    guard let images = find(Self.train.images) ?? onlyImages else {
      let all = arrays.map { "\($0.name) (\($0.shape))" } + left.map { "\($0.name), which holds \($0.what)" }
      throw DatasetError(
        .format, path: path, "none of its arrays is called x_train, train_images, images or x",
        notes: ["it has " + (all.isEmpty ? "none" : all.prefix(12).joined(separator: ", "))],
        suggestion: "save the images as one array of this name, N×height×width")
    }
    // A file may hold nothing but images to test with; they are all there is to train on, and are no second part.
    let others = [Self.test, Self.validation].map { names in
      find(names.images).flatMap { $0.name == images.name ? nil : $0 }
    }
    let own =
      [Self.train, Self.test, Self.validation].first { $0.images.contains(images.name.lowercased()) } ?? Self.train
    let labels = find(own.labels)
    // The layout of one part serves another that does not tell by itself.
    let layout = try layout(of: images)
    var parts = ImageParts(train: try part(images, layout), arePictures: false, path: path)
    parts.test = try others[0].map { try part($0, self.layout(of: $0, else: layout)) }
    parts.validation = try others[1].map { try part($0, self.layout(of: $0, else: layout)) }
    var used = [images.name]
    if let labels {
      used += try label(&parts, labels)
    }
    used += [parts.test, parts.validation].compactMap { $0?.name }
    try parts.checkShapes()
    parts.notes += notes(images, layout, used: used)
    return parts
  }

  /// The only array there is, or the only one of the rank that images have.
  private var onlyImages: StoredArray? {
    let likely = arrays.filter { (3...4).contains($0.shape.rank) }
    return arrays.count == 1 ? arrays.first : likely.count == 1 ? likely.first : nil
  }

  private func find(_ names: [String]) -> StoredArray? {
    names.lazy.compactMap { name in arrays.first { $0.name.lowercased() == name } }.first
  }

  // MARK: - Images

  /// The images of an array, N×C×H×W as they are stored.
  private func part(_ array: StoredArray, _ layout: ImageLayout) throws -> ImageParts.Part {
    let dimensions = array.shape.dimensions
    let shape = layout.shape(dimensions)
    try Cancellation.current.check()
    let isLevels = array.type == .uint8
    // Read, put into order and scaled, they stand there four times at most.
    try MemoryRoom.check(array.shape.count * (isLevels ? 3 : 16), for: array.path)
    let values: PixelValues =
      isLevels
      ? .levels(Rearranged.values(try array.bytes(), dimensions, layout.order))
      : .numbers(Rearranged.values(try array.tensor().array, dimensions, layout.order))
    let unknown = [UInt8](repeating: 0, count: layout.count(dimensions))
    do {
      let images = try ImageSet(shape: shape, values: values, labels: unknown, classNames: [])
      return ImageParts.Part(name: array.name, images: images, type: array.type)
    } catch {
      throw DatasetError(
        error.code, path: path, error.message,
        suggestion: "reshape \(array.name.isEmpty ? "it" : array.name) to N×height×width first")
    }
  }

  /// The layout of an array, before any number of it is read.
  ///
  /// - Parameter known: that of another part; nil for the first.
  private func layout(of array: StoredArray, else known: ImageLayout? = nil) throws(DatasetError) -> ImageLayout {
    let dimensions = array.shape.dimensions
    let what = array.name.isEmpty ? "it" : array.name
    guard (2...4).contains(dimensions.count) else {
      throw DatasetError(
        .format, path: path,
        "images are N×height×width, N×channels×height×width or N×D, and \(what) is "
          + (dimensions.isEmpty ? "one number" : "\(array.shape)"),
        suggestion: "reshape it first")
    }
    guard array.shape.count > 0 else {
      throw DatasetError(.format, path: path, "\(what) is \(array.shape): there is no image in it")
    }
    if let layout {
      guard layout.rank == dimensions.count else {
        throw DatasetError(
          .range, path: path,
          "layout=\"\(layout.rawValue)\" has \(layout.rank) dimensions, and \(what) is \(array.shape)",
          suggestion: ImageLayout.suggestion(dimensions))
      }
      return layout
    }
    let fitting = known?.rank == dimensions.count ? known : nil
    guard let layout = ImageLayout.recognized(dimensions) ?? fitting else {
      throw DatasetError(
        .format, path: path,
        "\(what) is \(array.shape), and which of these are the channels or the images is not clear",
        suggestion: ImageLayout.suggestion(dimensions))
    }
    return layout
  }

  // MARK: - Labels

  /// Gives every part its labels, and returns the names of their arrays.
  private func label(_ parts: inout ImageParts, _ labels: StoredArray) throws -> [String] {
    let others = [parts.test.map { ($0, Self.test) }, parts.validation.map { ($0, Self.validation) }].compactMap(\.self)
    var found = [(parts.train, labels)]
    for (part, names) in others {
      guard let labels = find(names.labels) else {
        throw DatasetError(
          .mismatch, path: path, "it has labels for \(parts.train.name), and none for \(part.name)",
          suggestion: "save them beside it as \(names.labels[0]); \(LabelArray.without)")
      }
      found.append((part, labels))
    }
    var numbers: [[UInt8]] = []
    for (part, labels) in found {
      guard let read = try LabelArray(labels, of: part.images.count, in: part.name).read(path) else {
        guard !part.name.isEmpty else {
          throw DatasetError(
            .mismatch, path: path,
            "expected \(counted(part.images.count, "label")), one for each image, found \(labels.name) of "
              + "\(labels.shape), whose rows are not one 1 among zeros",
            suggestion: "argmax(labels, 1), or leave out labels=")
        }
        parts.notes.append(
          "\(labels.name) (\(labels.shape)) is no class for each image: the images come without labels")
        return found.map(\.1.name)
      }
      numbers.append(read)
    }
    let names = (0...Int(numbers.compactMap { $0.max() }.max() ?? 0)).map { String($0) }
    func labelled(_ part: ImageParts.Part?) throws -> ImageParts.Part? {
      guard var part, let place = found.firstIndex(where: { $0.0.name == part.name }) else { return part }
      part.images = try ImageSet(
        shape: part.images.shape, values: part.images.values, labels: numbers[place], classNames: names)
      return part
    }
    parts.train = try labelled(parts.train) ?? parts.train
    parts.test = try labelled(parts.test)
    parts.validation = try labelled(parts.validation)
    return found.map(\.1.name)
  }

  // MARK: - Words

  /// Remarks for the reader on how the arrays were taken.
  private func notes(_ images: StoredArray, _ layout: ImageLayout, used: [String]) -> [String] {
    var notes: [String] = []
    if ![.nd, .nhw, .nchw].contains(layout) {
      notes.append("\(images.shape) is taken as \(layout.description)")
    }
    let others = arrays.filter { !used.contains($0.name) }.map { "\($0.name) (\($0.shape))" }
    let all = others + left.map { "\($0.name) (\($0.what))" }
    if !all.isEmpty {
      notes.append(
        "left out: " + all.prefix(8).joined(separator: ", ") + (all.count > 8 ? ", and \(all.count - 8) more" : ""))
    }
    return notes
  }
}
