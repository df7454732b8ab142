import Glibc
import Synchronization
import Threads

extension ProcessGroup {
  /// What a process is at when it comes to an exchange.
  package enum Stage: Int32, Sendable {
    case greeting, nextCell, cellEnd, answer, part, step, statistics, total, free

    var words: String {
      switch self {
      case .greeting: "starting"
      case .nextCell: "waiting for a cell"
      case .cellEnd: "at the cell's end"
      case .answer: "asking the first process for something"
      case .part: "putting results together"
      case .step: "at the end of a step"
      case .statistics: "at a batch's statistics"
      case .total: "adding numbers up"
      case .free: "between two"
      }
    }
  }

  /// What each process says at the beginning of an exchange, of a fixed size.
  private struct Report {
    static let numbers = 12
    static let textSize = 400

    var stage: Stage
    var numbers: [Double]
    /// Why this process cannot go on.
    var failure: String?
    /// The process's own.
    var clock: Double

    static let size = 24 + numbers * 8 + textSize

    var bytes: [UInt8] {
      var bytes = [UInt8](repeating: 0, count: Self.size)
      let text = Array((failure ?? "").utf8.prefix(Self.textSize))
      bytes.withUnsafeMutableBytes { bytes in
        bytes.storeBytes(of: stage.rawValue, toByteOffset: 0, as: Int32.self)
        bytes.storeBytes(of: failure == nil ? -1 : Int32(text.count), toByteOffset: 4, as: Int32.self)
        bytes.storeBytes(of: Int32(numbers.count), toByteOffset: 8, as: Int32.self)
        bytes.storeBytes(of: clock, toByteOffset: 16, as: Double.self)
        for (place, number) in numbers.enumerated() {
          bytes.storeBytes(of: number, toByteOffset: 24 + 8 * place, as: Double.self)
        }
      }
      bytes.replaceSubrange(24 + 8 * Self.numbers..<24 + 8 * Self.numbers + text.count, with: text)
      return bytes
    }

    init(stage: Stage, numbers: [Double], failure: String?, clock: Double = ProcessClock.own) {
      (self.stage, self.numbers, self.failure, self.clock) = (stage, numbers, failure, clock)
    }

    init(_ bytes: ArraySlice<UInt8>) {
      self = bytes.withUnsafeBytes { bytes in
        let length = bytes.loadUnaligned(fromByteOffset: 4, as: Int32.self)
        let count = Int(bytes.loadUnaligned(fromByteOffset: 8, as: Int32.self))
        let start = 24 + 8 * Self.numbers
        return Report(
          stage: Stage(rawValue: bytes.loadUnaligned(fromByteOffset: 0, as: Int32.self)) ?? .free,
          numbers: (0..<min(count, Self.numbers)).map {
            bytes.loadUnaligned(fromByteOffset: 24 + 8 * $0, as: Double.self)
          },
          failure: length < 0 ? nil : String(decoding: bytes[start..<start + Int(length)], as: UTF8.self),
          clock: bytes.loadUnaligned(fromByteOffset: 16, as: Double.self))
      }
    }
  }

  /// Tells all processes a few numbers, and learns theirs, in their order.
  ///
  /// - Parameter failure: why this process cannot go on with what they are at.
  /// - Throws: ``ProcessError`` where another is at something else, or cannot go on. Not for this one's own failure.
  @discardableResult
  package func exchange(_ stage: Stage, _ numbers: [Double] = [], failure: String? = nil) throws -> [[Double]] {
    precondition(numbers.count <= Report.numbers)
    let own = Report(stage: stage, numbers: numbers, failure: failure).bytes
    var all = [UInt8](repeating: 0, count: own.count * count)
    try own.withUnsafeBytes { own in
      try all.withUnsafeMutableBytes { all in
        guard let source = own.baseAddress, let target = all.baseAddress else { return }
        try wait(
          for: library.gather(source, target, Int32(own.count)), isIdle: stage == .nextCell,
          // The first process's cell is over, and no stop of it is agreed upon any more.
          stops: stage != .nextCell && !(isFirst && stage == .cellEnd))
      }
    }
    let reports = (0..<count).map { Report(all[$0 * own.count..<($0 + 1) * own.count]) }
    lastExchange = reports[0].clock
    try check(reports, at: stage)
    return reports.map(\.numbers)
  }

  private func check(_ reports: [Report], at stage: Stage) throws {
    if let failed = reports.indices.first(where: { $0 != rank && reports[$0].failure != nil }) {
      throw ProcessError("\(words(failed)) could not go on: \(reports[failed].failure ?? "")", isApart: true)
    }
    if let other = reports.indices.first(where: { reports[$0].stage != stage }) {
      throw ProcessError(
        "the processes went apart: \(words(other)) is \(reports[other].stage.words), and \(words(rank)) \(stage.words)",
        suggestion: "restart, and `load last`", isApart: true)
    }
  }

  /// Runs what this process does by itself, and sees whether all came through.
  ///
  /// - Parameter numbers: what is to be told the others of the result.
  /// - Returns: this process's result, and what each told.
  /// - Throws: what `body` throws here; elsewhere a ``ProcessError`` that says so.
  package func together<Result>(
    _ stage: Stage, _ body: () throws -> Result, telling numbers: (Result) -> [Double]
  ) throws -> (Result, [[Double]]) {
    let result: Result
    do { result = try body() } catch {
      // Where the others are at something else too, this one's error is still the one to tell of.
      _ = try? exchange(stage, failure: "\(error)")
      throw error
    }
    return (result, try exchange(stage, numbers(result)))
  }

  /// Each process's bytes, in their order, to all.
  package func gathered(_ stage: Stage, _ own: [UInt8]) throws -> [[UInt8]] {
    let counts = try exchange(stage, [Double(own.count)]).map { Int($0.first ?? 0) }
    let most = counts.max() ?? 0
    guard most > 0 else { return counts.map { _ in [] } }
    let room = own + [UInt8](repeating: 0, count: most - own.count)
    var all = [UInt8](repeating: 0, count: most * count)
    try room.withUnsafeBytes { room in
      try all.withUnsafeMutableBytes { all in
        guard let source = room.baseAddress, let target = all.baseAddress else { return }
        try wait(for: library.gather(source, target, Int32(most)))
      }
    }
    return counts.enumerated().map { rank, size in Array(all[rank * most..<rank * most + size]) }
  }

  /// Bytes of the first process, to all.
  ///
  /// - Parameter bytes: of the first process; the others' are not looked at.
  package func broadcast(_ stage: Stage, _ bytes: [UInt8]) throws -> [UInt8] {
    let size = Int(try exchange(stage, [Double(bytes.count)])[0].first ?? 0)
    var result = isFirst ? bytes : [UInt8](repeating: 0, count: size)
    // No message of more than so many bytes: the library counts them in 32 bits.
    let most = 64 << 20
    try result.withUnsafeMutableBytes { bytes in
      for start in stride(from: 0, to: size, by: most) {
        guard let place = bytes.baseAddress else { return }
        try wait(for: library.broadcast(place + start, Int32(min(most, size - start))))
      }
    }
    return result
  }

  /// Adds up the processes' numbers, in place.
  ///
  /// The same numbers give the same sums, to the bit, on as many processes: the library adds in an order of its own, but
  /// always in that.
  package func sum(_ values: UnsafeMutableBufferPointer<Float>) throws {
    guard let start = values.baseAddress else { return }
    // Parts, so that one is on its way while another is added.
    let most = 1 << 18
    var requests: [MPILibrary.Request] = []
    for first in stride(from: 0, to: values.count, by: most) {
      requests.append(library.sum(start + first, Int32(min(most, values.count - first))))
      if requests.count == 16 { try wait(for: requests.removeFirst()) }
    }
    for request in requests { try wait(for: request) }
  }

  private func failure(_ error: Int32) -> ProcessError {
    ProcessError("MPI failed: \(library.words(ofError: error))", suggestion: "restart, and `load last`")
  }

  /// The largest of the processes' numbers, beside what they work on.
  func largest(_ own: Int64) throws -> Int64 {
    var (own, largest) = (own, own)
    try wait(for: library.largest(&own, &largest), stops: false)
    return largest
  }

  // MARK: Waiting

  private static let isEnding = Atomic<Bool>(false)

  /// The process is about to end: whoever waits for the others waits no longer. From any thread.
  package static func end() { isEnding.store(true, ordering: .relaxed) }

  /// - Throws: ``ProcessError`` where the process is about to end.
  package static func checkEnd() throws {
    guard isEnding.load(ordering: .relaxed) else { return }
    throw ProcessError(
      "another process ended, or all are being ended",
      suggestion: "restart, and `load last` goes on from the last epoch")
  }

  /// Waits until a request is done; what is asked meanwhile of ``stopping`` is agreed upon.
  func wait(for request: MPILibrary.Request, isIdle: Bool = false, stops: Bool = true) throws {
    guard request >= 0 else { throw ProcessError("MPI refused a message", suggestion: "restart, and `load last`") }
    var rounds = 0
    while true {
      // The others who wait for a cell hear of the end all the same.
      if !isIdle { try Self.checkEnd() }
      let state = library.test(request)
      if state == 1 { return }
      guard state == 0 else { throw failure(-state) }
      if stops { stopping.attend() }
      rounds += 1
      // At first the others are a moment away, and then perhaps minutes: a process that waits for a cell must cost nothing.
      if rounds < 2000 {
        sched_yield()
      } else {
        usleep(isIdle ? UInt32(min(20_000, rounds)) : 100)
      }
    }
  }
}
