/// The four files of a small set in MNIST's layout: 6 + 3 images of 4×5.
struct IDXFixture {
  static let names = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]

  var files: [String: [UInt8]] = [
    names[0]: images(6), names[1]: labels(6), names[2]: images(3), names[3]: labels(3),
  ]

  static func images(_ count: Int, magic: Int = 2051, height: Int = 4, width: Int = 5) -> [UInt8] {
    [magic, count, height, width].flatMap(big) + pixels(count * height * width)
  }

  static func labels(_ count: Int, magic: Int = 2049) -> [UInt8] {
    [magic, count].flatMap(big) + (0..<count).map { UInt8($0 % 10) }
  }

  /// What the images hold: bytes that do not repeat within a few images.
  static func pixels(_ count: Int) -> [UInt8] { (0..<count).map { UInt8($0 * 37 % 256) } }

  static func big(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// Writes the files into a folder below the scratch folder, gzip'd or not.
  @discardableResult
  func write(to scratch: Scratch, _ folder: String, gzip: Bool = false) throws -> String {
    for (name, bytes) in files {
      try scratch.write(gzip ? Archives.gzip(bytes) : bytes, to: "\(folder)/\(name)\(gzip ? ".gz" : "")")
    }
    return scratch.path + "/" + folder
  }
}
