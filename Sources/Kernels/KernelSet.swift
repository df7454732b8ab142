/// The loops in which nearly all time is spent, written once and built for several kinds of processor.
///
/// A kernel works on the memory it is given, on the thread that calls it, and asks for nothing.
package protocol KernelSet: ElementKernels, ReductionKernels, LayoutKernels, ConvolutionKernels,
  PoolingKernels, ProductKernels, OptimizerKernels, RandomKernels
{
  /// `avx512`, `avx2` or `baseline`.
  static var name: String { get }

  /// How many floats a vector holds.
  static var lanes: Int { get }
}
