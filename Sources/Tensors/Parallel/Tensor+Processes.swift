import Processes

extension Tensor {
  /// The sum of the processes' tensors of this shape.
  ///
  /// - Throws: ``ProcessError`` where another is at something else.
  package func total(over group: ProcessGroup) throws -> Tensor {
    try group.exchange(.statistics, [Double(count)])
    let result = try copy()
    try group.sum(UnsafeMutableBufferPointer(start: result.mutablePointer, count: count))
    return result
  }
}
