import Glibc
import Kernels
import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Threads

/// The processor's abilities, and the kernels that make use of them.
package enum Processor {
  /// The kernels this processor can run, fastest first.
  package static let available: [any KernelSet.Type] = {
    var available: [any KernelSet.Type] = [KernelsBaseline.ProcessorKernels.self]
    // The levels x86-64-v3 and v4, each of which includes the one below.
    let hasV3 = has(.leaf1, .ecx, [12, 22, 28, 29]) && has(.leaf7, .ebx, [3, 5, 8]) && has(.extended, .ecx, [5])
    let hasV4 = hasV3 && has(.leaf7, .ebx, [16, 17, 28, 30, 31])
    if hasV3 { available.insert(KernelsAVX2.ProcessorKernels.self, at: 0) }
    if hasV4 { available.insert(KernelsAVX512.ProcessorKernels.self, at: 0) }
    return available
  }()

  /// Those that `ELBOW_SIMD` names (`baseline`, `avx2`, `avx512`) where this processor can run them, else the fastest.
  private static let preferred: any KernelSet.Type = {
    let wanted = getenv("ELBOW_SIMD").map { String(cString: $0) }
    return available.first { $0.name == wanted } ?? available[0]
  }()

  private static let override = ThreadLocal<(any KernelSet.Type)?> { nil }

  /// The kernels for operations that this thread begins.
  package static var kernels: any KernelSet.Type { override.value ?? preferred }

  /// Runs `body` with other kernels than the fastest ones, to compare them.
  package static func using<Result>(_ kernels: any KernelSet.Type, _ body: () throws -> Result) rethrows -> Result {
    let outer = override.value
    override.value = kernels
    defer { override.value = outer }
    return try body()
  }

  /// Where the C library keeps the answers to the CPUID instruction.
  private enum Leaf: UInt32 {
    /// Among ECX: FMA 12, MOVBE 22, AVX 28, F16C 29.
    case leaf1 = 0
    /// Among EBX: BMI1 3, AVX2 5, BMI2 8, AVX-512 F 16, DQ 17, CD 28, BW 30, VL 31.
    case leaf7 = 1
    /// 0x8000_0001. Among ECX: LZCNT 5.
    case extended = 2
  }

  private enum Register: Int { case eax, ebx, ecx, edx }

  /// Whether the processor has all these abilities and the operating system supports them.
  ///
  /// From glibc's table (`sys/platform/x86.h`, since 2.33), which is looked up by name so that nothing depends on it: on
  /// other systems and processors the answer is no. The table's entries are four registers as the processor fills them,
  /// then four of what is usable.
  private static func has(_ leaf: Leaf, _ register: Register, _ bits: [Int]) -> Bool {
    guard let symbol = dlsym(nil, "__x86_get_cpuid_feature_leaf") else { return false }
    typealias Table = @convention(c) (UInt32) -> UnsafePointer<UInt32>?
    guard let usable = unsafeBitCast(symbol, to: Table.self)(leaf.rawValue)?[4 + register.rawValue] else {
      return false
    }
    return bits.allSatisfy { usable & (1 << $0) != 0 }
  }
}
