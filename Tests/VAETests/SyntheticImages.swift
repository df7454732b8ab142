import Datasets
import Tensors
import VAE

/// Images that a small model learns in seconds: each class is a bright bar at a place of its own, with some noise.
func syntheticImages(_ count: Int, side: Int = 12) throws -> ImageSet {
  var (pixels, labels): ([UInt8], [UInt8]) = ([], [])
  let noise = try Philox(seed: 4, stream: .cells, draw: 0).uniform([count, side * side]).array
  for image in 0..<count {
    let label = image % 3
    labels.append(UInt8(label))
    for y in 0..<side {
      for x in 0..<side {
        let isBar = y / 4 == label && x > 1 && x < side - 2
        pixels.append(UInt8((isBar ? 200 : 10) + 40 * noise[(image * side + y) * side + x]))
      }
    }
  }
  return try ImageSet(
    shape: ImageShape(channels: 1, height: side, width: side), pixels: pixels, labels: labels,
    classNames: ["top", "middle", "bottom"])
}

/// Training with this learning rate, and everything else as usual.
func options(learningRate: Double) -> TrainingOptions {
  var options = TrainingOptions()
  options.learningRate = learningRate
  return options
}
