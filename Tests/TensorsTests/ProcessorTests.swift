import Foundation
import Tensors
import Testing

@Suite struct ProcessorTests {
  @Test func theBaselineIsAlwaysThere() {
    let slowest = Processor.available[Processor.available.count - 1]
    #expect(slowest.name == "baseline")
    let lanes = Processor.available.map { $0.lanes }
    #expect(lanes == lanes.sorted(by: >))
  }

  /// Against what Linux says of the processor.
  @Test func allThatTheProcessorCanDoIsUsed() throws {
    let info = try String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    let flags = Set(info.split(separator: "\n").first { $0.hasPrefix("flags") }?.split(separator: " ") ?? [])
    let names = Processor.available.map { $0.name }
    #expect(names.contains("avx2") == flags.isSuperset(of: ["avx2", "fma", "bmi2", "movbe", "f16c", "abm"]))
    #expect(names.contains("avx512") == flags.isSuperset(of: ["avx512f", "avx512vl", "avx512bw", "avx512dq"]))
  }

  @Test func kernelsCanBeChosenForAWhile() {
    let usual = Processor.kernels.name
    Processor.using(Processor.available[Processor.available.count - 1]) {
      #expect(Processor.kernels.name == "baseline")
    }
    #expect(Processor.kernels.name == usual)
  }

  #if !DEBUG
    /// Runs the script that looks through the object files beside this program. (A debug build inlines nothing.)
    @Test func noCodeOfOneVariantIsOfferedToAnother() throws {
      let objects = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      let script = URL(fileURLWithPath: #filePath).appending(path: "../../../scripts/kernel-symbols.sh").standardized
      let check = try Process.run(script, arguments: [objects.path])
      check.waitUntilExit()
      #expect(check.terminationStatus == 0)
    }
  #endif
}
