import Datasets
import Testing

@Suite struct ShapesDatasetTests {
  @Test func aLongerSetBeginsWithTheShorterOne() throws {
    let short = try ShapesDataset.images(5, .train, seed: 3)
    let long = try ShapesDataset.images(1_100, .train, seed: 3)
    #expect(long.pixels.prefix(short.pixels.count).elementsEqual(short.pixels))
    #expect(long.labels.prefix(5).elementsEqual(short.labels))
    #expect(long.factors?.values.prefix(30).elementsEqual(short.factors?.values ?? []) == true)
  }

  @Test func seedsAndSplitsGiveOtherImages() throws {
    let sets = try [
      ShapesDataset.images(4, .train, seed: 0), ShapesDataset.images(4, .train, seed: 1),
      ShapesDataset.images(4, .test, seed: 0),
    ]
    #expect(Set(sets.map(\.pixels)).count == 3)
    #expect(try ShapesDataset.images(4, .train, seed: 0).pixels == sets[0].pixels)
  }

  /// Each image is what its factors say: its centre of mass, its colour and its extent are looked up in the pixels.
  @Test func imagesShowTheirFactors() throws {
    let set = try ShapesDataset.images(600, .test)
    let factors = try #require(set.factors)
    for image in 0..<set.count {
      let row = Array(factors.values[image * 6..<(image + 1) * 6])
      #expect(Int(row[0]) == Int(set.labels[image]))
      for (value, factor) in zip(row, ShapesDataset.factors) { #expect(factor.range.contains(value)) }
      let light = (0..<1024).map { pixel in (0..<3).map { Int(set.pixels[image * 3072 + $0 * 1024 + pixel]) } }
      let lit = (0..<1024).filter { light[$0].max() ?? 0 > 0 }
      let distances = lit.map { pixel -> Float in
        let (x, y) = (Float(pixel % 32) + 0.5 - row[3], Float(pixel / 32) + 0.5 - row[4])
        return (x * x + y * y).squareRoot()
      }
      // No pixel lies outside of the circle around the shape, and some lie near it.
      let reach = distances.max() ?? 0
      #expect(reach <= row[2] + 0.71 && reach >= 0.9 * row[2] - 0.71, "image \(image) reaches \(reach) of \(row[2])")
      // The strongest channel of a full pixel is the one nearest in hue.
      let brightest = try #require(light.max { $0.reduce(0, +) < $1.reduce(0, +) })
      let sector = Int((row[1] * 3).rounded()) % 3
      #expect(brightest[sector] == brightest.max() && brightest.max() == 255)
    }
  }

  @Test func allShapesAppearAboutEquallyOften() throws {
    let labels = try ShapesDataset.images(3_000, .train).labels
    for shape in 0..<6 { #expect((400...600).contains(labels.count { $0 == shape })) }
  }

  @Test func factorsFollowSubsets() throws {
    let set = try ShapesDataset.images(10, .train)
    let factors = try #require(set.factors)
    #expect(try set.subset([7, 2]).factors?.column(1) == [factors.column(1)[7], factors.column(1)[2]])
  }

  @Test(arguments: [0, -1, 500_001, .max]) func countsAreChecked(count: Int) {
    #expect(throws: DatasetError.self) { try ShapesDataset.images(count, .train) }
  }

  @Test func theCatalogDrawsAsManyAsAskedFor() throws {
    let catalog = DatasetCatalog(environment: [:], executable: nil)
    let loaded = try catalog.load("shapes", DatasetOptions(train: 7, test: 3))
    #expect(loaded.train.count == 7 && loaded.test.count == 3)
    #expect(loaded.summary == "Shapes: 7 + 3 images of 3×32×32, 6 classes")
  }
}
