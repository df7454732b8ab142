import Autodiff
import Datasets
import Networks
import Tensors
import Testing
import VAE

@Suite struct LatentTests {
  private var random = RandomSource()

  private mutating func model(latent: Int) throws -> (VariationalAutoencoder, ImageSet) {
    let images = try syntheticImages(60)
    return (try Architecture.tutorial.model(images.shape, latent: latent, random: &random), images)
  }

  @Test mutating func whoLooksLeavesEachLayerInItsMode() throws {
    let images = try syntheticImages(8)
    let pixels = images.shape.count
    let dropout = Dropout(0.5, random: &random)
    let encoder = try Sequential([
      Flatten(), dropout, Heads([Linear(pixels, 2, random: &random), Linear(pixels, 2, random: &random)]),
    ])
    let norm = try BatchNorm(4)
    let decoder = try Sequential([Linear(2, 4, random: &random), norm, Linear(4, pixels, random: &random)])
    let model = try VariationalAutoencoder(encoder: encoder, decoder: decoder, image: images.shape)
    norm.isTraining = false
    let modes = model.modes
    _ = try model.sample(2, noise: Philox(seed: 1, stream: .sampling, draw: 0))
    _ = try model.means(of: images, 0..<4)
    _ = try model.checkGradient(images.tensor(0..<2), noise: Philox(seed: 1, stream: .sampling, draw: 0)) {}
    #expect(model.modes == modes && dropout.isTraining && decoder.isTraining && !norm.isTraining)
  }

  @Test mutating func aTraversalChangesOneDimensionInEachRow() throws {
    let (model, _) = try model(latent: 3)
    let z = try Tensor([0.5, -1, 2])
    let rows = try model.traverse(z, [2, 0], [-1, 0.5])
    let expected = try model.images(from: Tensor([0.5, -1, -1, 0.5, -1, 0.5, -1, -1, 2, 0.5, -1, 2], [4, 3]))
    #expect(rows.array == expected.array)
  }

  @Test mutating func aManifoldIsEvenInProbability() throws {
    let (model, _) = try model(latent: 3)
    let grid = try model.manifold((1, 2), side: 3)
    // The quantiles of 1/6, 1/2 and 5/6; the top row is the largest of the second dimension.
    let q: Float = 0.967_421_57
    let corners = try model.images(from: Tensor([0, -q, q, 0, q, -q], [2, 3]))
    #expect(grid.shape == [9, 1, 12, 12])
    for (found, wanted) in zip(grid.rows(0..<1).array + grid.rows(8..<9).array, corners.array) {
      #expect(abs(found - wanted) < 1e-5)
    }
  }

  @Test(arguments: LatentPath.allCases)
  mutating func pathsBeginAndEndAtTheirEnds(_ path: LatentPath) throws {
    let (model, _) = try model(latent: 3)
    let (start, end) = (try Tensor([1, 0, 0]), try Tensor([0, 0, 2]))
    let images = try model.interpolate(from: start, to: end, steps: 3, along: path)
    // Half way: the middle of the line, or the direction between the two, as long as both are on average.
    let middle: [Float] = path == .lerp ? [0.5, 0, 1] : [1.060_660_2, 0, 1.060_660_2]
    let expected = try model.images(from: Tensor([1, 0, 0] + middle + [0, 0, 2], [3, 3]))
    for (found, wanted) in zip(images.array, expected.array) { #expect(abs(found - wanted) < 1e-5) }
  }

  /// Codes that lie almost opposite each other, of different lengths: the way stays between the two lengths.
  @Test func theCircleStaysAsFarOutAsItsEnds() throws {
    let points = try LatentPath.slerp.points(from: Tensor([0.5, 0]), to: Tensor([-1, 0.01]), steps: 9)
    for step in 0..<9 {
      let (x, y) = (Double(points.pointer[2 * step]), Double(points.pointer[2 * step + 1]))
      #expect(abs((x * x + y * y).squareRoot() - (0.5 + 0.5 * Double(step) / 8)) < 1e-3)
    }
  }

  @Test func principalComponentsFindTheDirectionsOfLargestVariance() throws {
    // Spread 3 along (1, 1, 0)/√2, 1 along (1, -1, 0)/√2, none along the third axis.
    let spread = try Philox(seed: 1, stream: .cells, draw: 0).normal([400, 2]).array.map(Double.init)
    let points = (0..<400).flatMap { index in
      let (a, b) = (3 * spread[2 * index], spread[2 * index + 1])
      return [(a + b) / 2.0.squareRoot() + 7, (a - b) / 2.0.squareRoot(), 5]
    }
    let components = try PrincipalComponents(try Tensor(points.map(Float.init), [400, 3]))
    #expect(components.shares.x > 0.85 && abs(components.shares.x + components.shares.y - 1) < 1e-5)
    let products = zip(components.coordinates, 0..<400).map { $0.x * spread[2 * $1] }
    #expect(abs(products.reduce(0, +)) / 400 > 2.5)
  }

  @Test func pointsThatAreAllTheSameHaveNoDirection() throws {
    let components = try PrincipalComponents(try Tensor([1, 2, 1, 2, 1, 2], [3, 2]))
    #expect(components.coordinates.allSatisfy { $0.x == 0 && $0.y == 0 })
    #expect(components.shares.x == 0)
  }
}
