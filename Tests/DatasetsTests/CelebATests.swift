import Datasets
import Graphics
import Testing

@Suite struct CelebATests {
  private let catalog = DatasetCatalog(environment: [:], executable: nil)

  /// Twelve pictures whose grey level is their number, seven of them to train on, two to validate and three to test with.
  private func folder(isCSV: Bool) throws -> Scratch {
    let scratch = try Scratch()
    let names = (1...12).map { "\(100 + $0).png" }
    for (place, name) in names.enumerated() {
      let inner = isCSV ? "img_align_celeba/img_align_celeba" : "img_align_celeba"
      let raster = try Raster(
        width: 2, height: 3, channels: 1, pixels: [UInt8](repeating: UInt8(200 + place), count: 6))
      try scratch.write(PNG.encode(raster), to: "c/\(inner)/\(name)")
    }
    func list(_ name: String, _ head: [String], _ row: (Int) -> [Int]) throws {
      let rows = names.enumerated().map { place, name in
        ([name] + row(place).map { "\($0)" }).joined(separator: isCSV ? "," : "  ")
      }
      let text = (head + rows).joined(separator: isCSV ? "\r\n" : "\n") + "\n"
      try scratch.write(Array(text.utf8), to: "c/\(name).\(isCSV ? "csv" : "txt")")
    }
    try list("list_attr_celeba", isCSV ? ["image_id,Bald,Smiling,Young"] : ["12", "Bald Smiling Young"]) {
      [-1, $0 % 2 == 0 ? 1 : -1, $0 < 5 ? 1 : -1]
    }
    try list("list_eval_partition", isCSV ? ["image_id,partition"] : []) { [$0 < 7 ? 0 : $0 < 9 ? 1 : 2] }
    return scratch
  }

  private func load(_ scratch: Scratch, _ label: String?, train: Int? = nil) throws -> Dataset {
    var options = DatasetOptions(train: train)
    options.label = label
    return try catalog.load(scratch.path + "/c", options)
  }

  @Test(arguments: [false, true]) func attributesAreFactorsAndOneOfThemTheClass(isCSV: Bool) throws {
    let scratch = try folder(isCSV: isCSV)
    let data = try load(scratch, "Smiling")
    #expect(data.train.count == 7 && data.validation?.count == 2 && data.test.count == 3)
    #expect(data.train.classNames == ["not Smiling", "Smiling"] && data.train.labels == [1, 0, 1, 0, 1, 0, 1])
    #expect(data.train.pixels.prefix(6).allSatisfy { $0 == 200 } && data.test.pixels.prefix(6).allSatisfy { $0 == 209 })
    #expect(data.test.labels == [0, 1, 0] && data.validation?.labels == [0, 1])
    #expect(data.train.factors?.names == ["Bald", "Smiling", "Young"])
    #expect(data.train.factors?.column(2) == [1, 1, 1, 1, 1, 0, 0] && data.test.factors?.column(0) == [0, 0, 0])
    let plain = try load(scratch, nil, train: 4)
    #expect(plain.train.count == 4 && plain.train.classNames.isEmpty && plain.train.factors?.count == 4)
  }

  /// Of a list with a column more, every second number would be another picture's.
  @Test func aListOfPartsHasOneColumn() throws {
    let scratch = try folder(isCSV: true)
    let rows = (101...112).map { "\($0).png,0,2" }.joined(separator: "\n")
    try scratch.write(Array("image_id,partition,fold\n\(rows)\n".utf8), to: "c/list_eval_partition.csv")
    let error = try #require(throws: DatasetError.self) { try load(scratch, nil) }
    #expect(error.message.contains("expected 1 column behind the files, found 2"), "\(error)")
  }

  @Test func whatDoesNotFitIsNamed() throws {
    let scratch = try folder(isCSV: false)
    let other = try #require(throws: DatasetError.self) { try load(scratch, "smiling") }
    #expect(other.notes == ["its attributes: Bald, Smiling, Young"], "\(other)")
    try scratch.write(Array("12\nBald Smiling Young\n101.png 1 x 1\n".utf8), to: "c/list_attr_celeba.txt")
    let row = try #require(throws: DatasetError.self) { try load(scratch, nil) }
    #expect(row.message.contains("in line 3, found 2 numbers among 4 words"), "\(row)")
    try scratch.write(Array("12\nBald Smiling Young\n../1.png 1 1 1\n".utf8), to: "c/list_attr_celeba.txt")
    #expect(throws: DatasetError.self) { try load(scratch, nil) }
    try scratch.write(Array("1\nBald\n101.png 1\n999.png 1\n102.png -1\n".utf8), to: "c/list_attr_celeba.txt")
    let some = try load(scratch, "Bald")
    #expect(some.notes == ["left out: 1 picture of the list without a file"], "\(some.notes)")
    #expect(some.train.count + some.test.count == 2)
    try scratch.write([], to: "c/list_attr_celeba.txt")
    #expect(throws: DatasetError.self) { try load(scratch, nil) }
  }

  @Test func foldersWithoutAListHaveNoAttributes() throws {
    let scratch = try folder(isCSV: false)
    var options = DatasetOptions()
    options.label = "Smiling"
    let error = try #require(throws: DatasetError.self) {
      try catalog.load(scratch.path + "/c/img_align_celeba", options)
    }
    #expect(error.message.contains("list_attr_celeba.txt") && error.suggestion == "leave it out", "\(error)")
  }
}
