import Tensors

/// Arrays of numbers taken as images and labels, by their names: from a file of NumPy's or of safetensors, or a tensor.
struct ImageArrays {
  /// The file, or what the tensor is called.
  let path: String
  let arrays: [(name: String, tensor: Tensor)]

  private static let names = (
    train: ["x_train", "train_images", "train_x", "train", "x", "images", "data", "arr_0", "tensor"],
    test: ["x_test", "test_images", "test_x", "test"],
    trainLabels: ["y_train", "train_labels", "train_y", "y", "labels", "arr_1"],
    testLabels: ["y_test", "test_labels", "test_y"]
  )

  /// - Throws: ``DatasetError`` where no array is one of images, or they do not belong together.
  func read() throws -> (train: ImageSet, test: ImageSet?) {
    let found = find(Self.names.train) ?? (arrays.count == 1 ? arrays.first : nil)
    guard let images = found else {
      throw DatasetError(
        .format, path: path, "none of its arrays is called x_train, train_images, images or x",
        notes: ["it has " + (arrays.isEmpty ? "none" : arrays.prefix(12).map(\.name).joined(separator: ", "))],
        suggestion: "save the images as one array of this name, N×height×width")
    }
    let (labels, testLabels) = (find(Self.names.trainLabels), find(Self.names.testLabels))
    let classes = try max(number(labels), number(testLabels))
    let names = labels == nil ? [] : (0..<classes).map { String($0) }
    let train = try set(images, labels, names)
    guard let test = find(Self.names.test) else { return (train, nil) }
    if labels != nil, testLabels == nil {
      throw DatasetError(.mismatch, path: path, "it has labels for \(images.name), and none for \(test.name)")
    }
    let held = try set(test, labels == nil ? nil : testLabels, names)
    guard held.shape == train.shape else {
      throw DatasetError(
        .mismatch, path: path,
        "expected images of one size, found \(train.shape) in \(images.name) and \(held.shape) in \(test.name)")
    }
    return (train, held)
  }

  private func find(_ names: [String]) -> (name: String, tensor: Tensor)? {
    names.lazy.compactMap { name in arrays.first { $0.name == name } }.first
  }

  /// How many classes the labels speak of.
  private func number(_ labels: (name: String, tensor: Tensor)?) throws -> Int {
    guard let labels else { return 0 }
    var most: Float = -1
    labels.tensor.inspect { for value in $0 { most = value.isFinite ? max(most, value) : .infinity } }
    guard most <= 255 else {
      throw DatasetError(
        .range, path: path, "labels are whole numbers from 0 to 255, and \(labels.name) goes up to \(most)")
    }
    return Int(most) + 1
  }

  private func set(
    _ images: (name: String, tensor: Tensor), _ labels: (name: String, tensor: Tensor)?, _ classNames: [String]
  ) throws -> ImageSet {
    let (shape, isChannelsLast) = try shape(images)
    let count = images.tensor.shape[0]
    let numbers = try isChannelsLast ? images.tensor.permuted([0, 3, 1, 2]) : images.tensor
    try Interruption.check()
    var known = [UInt8](repeating: 0, count: count)
    if let labels {
      guard labels.tensor.count == count else {
        throw DatasetError(
          .mismatch, path: path,
          "expected \(counted(count, "label")), one for each image of \(images.name), found \(labels.name) of "
            + "\(labels.tensor.shape)")
      }
      for (place, label) in labels.tensor.array.enumerated() {
        guard let whole = UInt8(exactly: label) else {
          throw DatasetError(
            .range, path: path, "labels are whole numbers from 0 to 255, and \(labels.name)[\(place)] is \(label)")
        }
        known[place] = whole
      }
    }
    return try ImageSet(shape: shape, values: .numbers(numbers.array), labels: known, classNames: classNames)
  }

  /// What one image is in an array N×H×W, N×C×H×W, N×H×W×C or N×D, D numbers being a square where they can.
  private func shape(_ images: (name: String, tensor: Tensor)) throws -> (ImageShape, isChannelsLast: Bool) {
    let dimensions = images.tensor.shape.dimensions
    let what = arrays.count == 1 && images.name.isEmpty ? "it" : images.name
    guard (2...4).contains(dimensions.count) else {
      throw DatasetError(
        .format, path: path,
        "images are N×height×width, N×channels×height×width or N×D, and \(what) is "
          + (dimensions.isEmpty ? "one number" : "\(images.tensor.shape)"),
        suggestion: "reshape it first")
    }
    guard images.tensor.count > 0 else {
      throw DatasetError(.format, path: path, "\(what) is \(images.tensor.shape): there is no image in it")
    }
    switch dimensions.count {
    case 2:
      let side = Int(Double(dimensions[1]).squareRoot().rounded())
      let isSquare = side * side == dimensions[1]
      return (
        ImageShape(channels: 1, height: isSquare ? side : 1, width: isSquare ? side : dimensions[1]), false
      )
    case 3: return (ImageShape(channels: 1, height: dimensions[1], width: dimensions[2]), false)
    default:
      let isLast = ![1, 3].contains(dimensions[1]) && [1, 3].contains(dimensions[3])
      return isLast
        ? (ImageShape(channels: dimensions[3], height: dimensions[1], width: dimensions[2]), true)
        : (ImageShape(channels: dimensions[1], height: dimensions[2], width: dimensions[3]), false)
    }
  }
}
