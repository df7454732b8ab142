import Language
import Testing

/// `torchvision.utils` against torchvision.
@Suite struct ImageUtilityTests {
  struct Grid: Decodable, Sendable, CustomTestStringConvertible {
    let cell: String
    let shape: [Int]
    let numbers: String

    var testDescription: String { cell }
  }

  struct File: Decodable, Sendable {
    let grids: [Grid]
    let pictures: [PictureCase]
  }

  static let file = fixture("image_grids", as: File.self)
  private static let imports = "import torch\nfrom torchvision.utils import make_grid, save_image"

  @Test(arguments: file.grids)
  func gridsAreTorchvisionsToTheBit(_ row: Grid) throws {
    try atDesk { desk in
      try desk.value(Self.imports + "\nnan = float('nan')\ngrid = " + row.cell)
      #expect(try desk.value("grid.shape").repr == "(" + row.shape.map(String.init).joined(separator: ", ") + ")")
      let found = try desk.numbers("grid").map { Float($0) }
      let wanted = row.numbers.split(separator: " ").compactMap { Float($0) }
      try #require(found.count == wanted.count)
      #expect(zip(found, wanted).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }, "\(row.cell)")
    }
  }

  @Test(arguments: file.pictures)
  func picturesAreTorchvisions(_ row: PictureCase) throws {
    try atDesk { desk in
      try desk.value(Self.imports)
      try row.compare(at: desk, file: "'grid.png'", channels: row.bytes.count / 2 / row.width / row.height)
    }
  }

  @Test(arguments: [
    ("make_grid(rand(64, 28, 28))", "unsqueeze(1)"), ("make_grid(rand(784))", "reshape"),
    ("make_grid(zeros(0, 1, 2, 2))", "no pixels"),
    ("make_grid(rand(2, 1, 2, 2), value_range=3)", "pair"), ("make_grid(rand(2, 1, 2, 2, 2))", "count×channels"),
    ("make_grid(rand(9000, 1, 90, 90), nrow=1)", "too large"), ("save_image(rand(2, 2, 4, 4), 'x.png')", "channels"),
    ("save_image(rand(2, 1, 4, 4), 'x.gif')", "PNG"), ("save_image(rand(2, 1, 4, 4), 'x', format='tiff')", "PNG"),
    ("save_image(rand(2, 1, 4, 4), '/nowhere/x.png')", "/nowhere/x.png"),
  ])
  func mistakesSayWhatToDo(_ cell: String, _ word: String) throws {
    try atDesk { desk in
      try desk.value(Self.imports)
      let text = desk.run(cell).errorText(.plain)
      #expect(text.contains(word), "\(cell): \(text)")
    }
  }
}
