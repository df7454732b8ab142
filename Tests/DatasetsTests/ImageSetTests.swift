import Datasets
import Testing

@Suite struct ImageSetTests {
  private let names = (0...9).map { String($0) }

  @Test func gatheredValuesAreTheExactQuotients() throws {
    let set = try ImageSet(
      shape: ImageShape(channels: 1, height: 16, width: 16), pixels: (0...255).map { UInt8($0) }, labels: [3],
      classNames: names)
    #expect(try set.gather([0]) == (0...255).map { Float($0) / 255 })
  }

  @Test func imagesComeInTheOrderOfTheBatch() throws {
    let set = try ImageSet(
      shape: ImageShape(channels: 2, height: 1, width: 1), pixels: [0, 51, 102, 153, 204, 255], labels: [7, 8, 9],
      classNames: names)
    #expect(try set.gather([2, 0, 2]) == [0.8, 1, 0, 0.2, 0.8, 1])
    #expect(try set.gather([]).isEmpty)
    let subset = try set.subset([1, 1])
    #expect(subset.count == 2 && subset.labels == [8, 8] && subset.pixels == [102, 153, 102, 153])
  }

  @Test func indicesAndRoomAreChecked() throws {
    let set = try ImageSet(
      shape: ImageShape(channels: 1, height: 1, width: 1), pixels: [1, 2], labels: [0, 1], classNames: names)
    for indices in [[2], [0, -1], [.max], [.min]] {
      #expect(throws: DatasetError.self) { try set.gather(indices) }
      #expect(throws: DatasetError.self) { try set.subset(indices) }
    }
    var small = [Float](repeating: 5, count: 1)
    #expect(throws: DatasetError.self) {
      try small.withUnsafeMutableBufferPointer { try set.gather([0, 1], into: $0) }
    }
    #expect(small == [5])
    #expect(throws: DatasetError.self) { try set.subset([]) }
  }

  @Test(arguments: [(0, 1, 1, 0, 1), (1, 2, 2, 7, 2), (1, 1, 1, 1, 0), (1, 65_536, 1, 65_536, 1), (-1, -1, 1, 1, 1)])
  func numbersMustAgree(channels: Int, height: Int, width: Int, pixels: Int, labels: Int) {
    #expect(throws: DatasetError.self) {
      try ImageSet(
        shape: ImageShape(channels: channels, height: height, width: width),
        pixels: [UInt8](repeating: 0, count: pixels), labels: [UInt8](repeating: 0, count: labels), classNames: names)
    }
  }

  @Test func labelsMustHaveNames() {
    #expect(throws: DatasetError.self) {
      try ImageSet(
        shape: ImageShape(channels: 1, height: 1, width: 1), pixels: [0, 0], labels: [9, 10], classNames: names)
    }
  }
}
