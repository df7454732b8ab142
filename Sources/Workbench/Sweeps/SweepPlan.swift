/// Which run of a sweep is next. It knows nothing of how a run is done: who does one asks for it, and says what it gave,
/// be it one after another or several at a time.
///
/// Where only a part of the runs is kept, all train for some of the epochs, the best of them go on, and so on (successive
/// halving, Jamieson & Talwalkar 2016). A round ends when all of its runs have: which go on depends on no order.
package struct SweepPlan: Sendable {
  /// A run, by its place in the sweep, and the epoch that it is to come to.
  package struct Task: Equatable, Sendable {
    package let run, epochs: Int
  }

  /// The epochs after which each round ends; the last are all of them.
  package let rounds: [Int]
  private let keep: Double?
  package private(set) var round = 0
  /// The runs of this round, in the order of their numbers.
  package private(set) var contenders: [Int]
  /// How many of them were handed out, and what came back: nil for a run that is out.
  private var given = 0
  private var figures: [Int: Double?] = [:]

  /// - Parameter keep: the part that goes on after each round; nil where there is one round.
  package init(runs: Int, epochs: Int, keep: Double?) {
    contenders = Array(0..<runs)
    self.keep = keep
    rounds = Self.rounds(runs, epochs, keep)
  }

  private static func rounds(_ runs: Int, _ epochs: Int, _ keep: Double?) -> [Int] {
    guard let keep else { return [epochs] }
    // From the last round backwards, as long as there are runs to leave out, and epochs to train less for.
    var rounds = [epochs]
    var (count, length) = (runs, Double(epochs) * keep)
    while count > 1, length.rounded() >= 1, Int(length.rounded()) < rounds[0] {
      rounds.insert(Int(length.rounded()), at: 0)
      (count, length) = (Self.kept(of: count, keep), length * keep)
    }
    return rounds
  }

  /// How many of so many runs go on.
  private static func kept(of count: Int, _ keep: Double?) -> Int {
    max(1, Int((Double(count) * (keep ?? 1)).rounded()))
  }

  /// The next run to be done; nil where there is none, or none before others have come back.
  package mutating func next() -> Task? {
    guard round < rounds.count, given < contenders.count else { return nil }
    given += 1
    return Task(run: contenders[given - 1], epochs: rounds[round])
  }

  /// Takes what a run gave.
  ///
  /// - Parameter figure: the less, the better; nil for a run that cannot go on.
  package mutating func take(_ run: Int, _ figure: Double?) {
    figures[run] = .some(figure)
    guard figures.count == contenders.count else { return }
    let ranked = contenders.compactMap { run in figures[run]?.map { (figure: $0, run: run) } }
      .sorted { ($0.figure, $0.run) < ($1.figure, $1.run) }
    contenders = ranked.prefix(Self.kept(of: contenders.count, keep)).map(\.run).sorted()
    (round, given, figures) = (round + 1, 0, [:])
  }

  /// The number of runs that are still to be done, this round's and the later ones', in epochs.
  package var epochsLeft: Int {
    var (left, count, before) = (0, contenders.count, round > 0 ? rounds[round - 1] : 0)
    for index in rounds.indices.dropFirst(round) {
      let open = index == round ? contenders.count - figures.count : count
      left += open * (rounds[index] - before)
      before = rounds[index]
      count = Self.kept(of: count, keep)
    }
    return left
  }
}
