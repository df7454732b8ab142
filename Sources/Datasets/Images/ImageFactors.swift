/// The numbers that images were drawn from: one row for each image, one column for each factor.
package struct ImageFactors: Sendable {
  /// The names of the columns.
  package let names: [String]
  /// N×names values, image after image.
  package let values: [Float]

  /// - Parameter values: whole rows of as many values as there are names.
  package init(names: [String], values: [Float]) {
    self.names = names
    self.values = values
  }

  package var count: Int { names.isEmpty ? 0 : values.count / names.count }

  /// One factor of every image, in the order of the images.
  package func column(_ index: Int) -> [Float] {
    stride(from: index, to: values.count, by: names.count).map { values[$0] }
  }

  func subset(_ indices: some Collection<Int>) -> ImageFactors {
    ImageFactors(names: names, values: indices.flatMap { values[$0 * names.count..<($0 + 1) * names.count] })
  }
}
