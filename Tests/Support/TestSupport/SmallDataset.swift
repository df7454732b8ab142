import Datasets
import Foundation

/// MNIST's four files with few images of our own in them, so that no test needs anything that is not in the repository.
package enum SmallDataset {
  package static let trainCount = 128
  package static let testCount = 20

  /// The folder with the files, written once for all tests and removed when the tests end.
  package static let folder: String = {
    let folder = FileManager.default.temporaryDirectory.appending(path: "elbow-workbench-\(UUID().uuidString)/mnist")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (prefix, count) in [("train", trainCount), ("t10k", testCount)] {
        try Data(images(count)).write(to: folder.appending(path: "\(prefix)-images-idx3-ubyte"))
        try Data(labels(count)).write(to: folder.appending(path: "\(prefix)-labels-idx1-ubyte"))
      }
    } catch {
      fatalError("the tests' data set could not be written to \(folder.path): \(error)")
    }
    atexit { try? FileManager.default.removeItem(atPath: SmallDataset.folder + "/..") }
    return folder.path
  }()

  /// A catalog that finds these files as `mnist`, and nothing else.
  package static var catalog: DatasetCatalog {
    var catalog = DatasetCatalog(environment: ["ELBOW_DATA": folder], executable: nil)
    catalog.workingFolder = workingFolder
    return catalog
  }

  /// A catalog that finds images of another size as `mnist`, and nothing else.
  package static func catalog(height: Int, width: Int) throws -> DatasetCatalog {
    let folder = URL(filePath: "\(Self.folder)/../\(height)x\(width)/mnist")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (prefix, count) in [("train", trainCount), ("t10k", testCount)] {
      let pixels = (0..<count * height * width).map { UInt8(truncatingIfNeeded: $0 * 37) }
      try Data([2051, count, height, width].flatMap(big) + pixels).write(
        to: folder.appending(path: "\(prefix)-images-idx3-ubyte"))
      try Data(labels(count)).write(to: folder.appending(path: "\(prefix)-labels-idx1-ubyte"))
    }
    var catalog = emptyCatalog
    catalog.environment = ["ELBOW_DATA": folder.path]
    return catalog
  }

  /// Where cells write files of relative paths, removed when the tests end.
  package static let workingFolder: String = {
    let path = folder + "/../work"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }()

  /// A catalog that finds nothing.
  package static var emptyCatalog: DatasetCatalog {
    var catalog = DatasetCatalog(environment: [:], executable: nil)
    catalog.systemRoot = "/nowhere"
    return catalog
  }

  /// Image i shows class i mod 10: a bright bar in the row of its class, a little moved from image to image.
  private static func images(_ count: Int) -> [UInt8] {
    [2051, count, 28, 28].flatMap(big)
      + (0..<count).flatMap { image in
        (0..<28 * 28).map { pixel -> UInt8 in
          let (row, column) = (pixel / 28, pixel % 28)
          let isBar = row / 2 == image % 10 + 2 && (4..<20).contains(column - image / 10 % 5)
          return isBar ? UInt8(200 + image * 7 % 56) : 0
        }
      }
  }

  private static func labels(_ count: Int) -> [UInt8] {
    [2049, count].flatMap(big) + (0..<count).map { UInt8($0 % 10) }
  }

  private static func big(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
