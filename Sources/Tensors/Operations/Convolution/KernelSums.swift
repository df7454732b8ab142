import Kernels

/// The gradients of the kernels as the slices of a batch summed them, each for its own images: [slices, places, results],
/// whose results are the output channels filled up to whole vectors.
struct KernelSums {
  private let sums: Tensor
  private let slices, size, results: Int
  private let kernels: any KernelSet.Type

  /// - Parameter size: of one slice's sums.
  init(_ sums: Tensor, slices: Int, size: Int, results: Int) {
    self.sums = sums
    (self.slices, self.size, self.results) = (slices, size, results)
    kernels = Processor.kernels
  }

  /// Adds the other slices' sums to those of the first, in their order, and gives the kernels [out, …] their own order.
  func weight(_ shape: Shape) throws -> Tensor {
    let weight = try Tensor(uninitialized: shape, for: "conv2d")
    let (destination, patch) = (weight.mutablePointer, shape.dropFirst(1).count)
    // Each part of the places is added up and transposed by itself.
    try Partition.even(patch, slices: Partition.slices(ofElements: slices * size)) { places in
      kernels.transpose(
        total(ofPlaces: places), sourceStep: results, rows: places.count, columns: shape[0],
        into: destination + places.lowerBound, destinationStep: patch)
    }
    return weight
  }

  /// The total for some of the places, in the order of the sums.
  func total(ofPlaces places: Range<Int>) -> UnsafePointer<Float> {
    let total = sums.mutablePointer + places.lowerBound * results
    for slice in 1..<max(slices, 1) {
      kernels.combine(
        .add, Operand(total), Operand(total + slice * size), into: total, count: places.count * results)
    }
    return UnsafePointer(total)
  }
}
