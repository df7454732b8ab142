import Glibc
import Kernels
import KernelsAVX2
import KernelsAVX512
import KernelsBaseline

/// What the processor can do, and the kernels that make use of it.
package enum Processor {
  /// The kernels this processor can run, fastest first.
  package static let available: [any KernelSet.Type] = {
    let features = readFeatures()
    var available: [any KernelSet.Type] = []
    // The instructions of the x86-64-v4 and v3 levels, each of which includes the one below.
    let v3: Set<Substring> = ["avx2", "fma", "bmi1", "bmi2", "f16c", "movbe", "abm"]
    let v4: Set<Substring> = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]
    if features.isSuperset(of: v3) {
      if features.isSuperset(of: v4) { available.append(KernelsAVX512.ProcessorKernels.self) }
      available.append(KernelsAVX2.ProcessorKernels.self)
    }
    return available + [KernelsBaseline.ProcessorKernels.self]
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

  /// The processor's abilities by their names in Linux: those that the operating system supports too. Empty where there
  /// is no such list, as on other architectures.
  private static func readFeatures() -> Set<Substring> {
    guard let file = fopen("/proc/cpuinfo", "r") else { return [] }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) > 0 {
      guard let line else { break }
      let text = String(cString: line)
      if text.hasPrefix("flags") { return Set(text.split { $0 == " " || $0 == "\t" || $0 == "\n" }) }
    }
    return []
  }
}
