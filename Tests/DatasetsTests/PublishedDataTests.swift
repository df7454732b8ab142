import Datasets
import FoundationEssentials
import Testing

/// The real sets, where this machine has them.
@Suite struct PublishedDataTests {
  private static let environment = ProcessInfo.processInfo.environment

  private static func has(_ name: String) -> Bool { (try? DatasetCatalog(executable: nil).load(name)) != nil }

  @Test(.enabled(if: environment["ELBOW_DATA"] != nil, "ELBOW_DATA names no folder with the complete MNIST"))
  func mnist() throws {
    let data = try DatasetCatalog().load("mnist")
    #expect(data.train.count == 60_000 && data.test.count == 10_000 && !data.source.isSample && data.notes.isEmpty)
    #expect(data.train.labels.prefix(10) == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
    #expect(data.test.labels.prefix(10) == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9])
    // The mean brightness that is quoted everywhere.
    let mean = Double(data.train.pixels.reduce(0) { $0 + Int($1) }) / Double(data.train.pixels.count) / 255
    #expect(abs(mean - 0.1307) < 0.00005)
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: "/usr/share/datasets/fashion-mnist"),
      "Debian's dataset-fashion-mnist is not installed"))
  func fashionMNIST() throws {
    let data = try DatasetCatalog(environment: [:]).load("fashion_mnist")
    #expect(data.train.count == 60_000 && data.test.count == 10_000 && !data.source.isSample)
    #expect(data.train.classNames[Int(data.train.labels[0])] == "ankle boot")
    let mean = Double(data.train.pixels.reduce(0) { $0 + Int($1) }) / Double(data.train.pixels.count) / 255
    #expect(abs(mean - 0.2860) < 0.00005)
  }

  @Test(.enabled(if: environment["ELBOW_DATA"] != nil && has("cifar10"), "ELBOW_DATA names no folder with CIFAR-10"))
  func cifar10() throws {
    let data = try DatasetCatalog().load("cifar10")
    #expect(data.train.shape == ImageShape(channels: 3, height: 32, width: 32))
    #expect(data.train.classNames.count == 10 && Set(data.train.labels).count == 10)
    #expect(data.train.count >= 10_000 && data.test.count >= 2_000)
  }
}
