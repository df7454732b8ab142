import Datasets
import Language

/// One training of a sweep: its settings, and the random numbers it begins with.
struct SweepRun: Sendable {
  /// Its place in the sweep, from 1.
  let number: Int
  let settings: [SweepPair]
  /// Which of the several runs of these settings it is, from 1.
  let repetition: Int
  /// The seed of all that it draws: it follows from the sweep's seed and the run's settings, and from no order.
  let seed: UInt64
  /// The name of its files: a checksum of all that its numbers depend on.
  let key: String

  /// - Parameters:
  ///   - seed: the sweep's.
  ///   - circumstances: what else its numbers depend on, the same for all runs: data, epochs, a function's text.
  init(number: Int, settings: [SweepPair], repetition: Int, seed: UInt64, circumstances: String) {
    (self.number, self.settings, self.repetition) = (number, settings, repetition)
    // However the settings are put, they are the same.
    let sorted = settings.sorted { $0.name < $1.name }.map(\.words).joined(separator: "\n")
    let own = "elbow sweep 1\n\(seed)\n\(repetition)\n\(sorted)"
    // As many bits as a whole number of the language has.
    self.seed = UInt64(ContentChecksum.sha256(Array(own.utf8)).prefix(13), radix: 16).map { $0 & ((1 << 52) - 1) } ?? 0
    key = String(ContentChecksum.sha256(Array((own + "\n\n" + circumstances).utf8)).prefix(12))
  }

  /// The runs of combinations, each so many times; those of one combination stand together.
  static func all(
    _ combinations: [[SweepPair]], repetitions: Int, seed: UInt64, circumstances: String
  ) -> [SweepRun] {
    var runs: [SweepRun] = []
    for settings in combinations {
      for repetition in 1...repetitions {
        runs.append(
          SweepRun(
            number: runs.count + 1, settings: settings, repetition: repetition, seed: seed,
            circumstances: circumstances))
      }
    }
    return runs
  }
}
