import Synchronization
import Tensors
import Testing
import Threads

/// An operation that is no longer wanted throws and leaves the rest of its slices; what is in place is finished.
@Suite struct CancellationTests {
  /// Says no so many times, then yes for ever.
  private final class Countdown: Sendable {
    private let left: Atomic<Int>
    init(_ count: Int) { left = Atomic(count) }
    var isOver: Bool { left.subtract(1, ordering: .relaxed).newValue < 0 }
  }

  @Test func theRestOfTheSlicesIsLeftOut() {
    for threads in [1, 3] {
      let before = ThreadPool.shared.threadCount
      ThreadPool.shared.threadCount = threads
      defer { ThreadPool.shared.threadCount = before }
      let (countdown, done) = (Countdown(10), Counter())
      #expect(throws: Cancelled.self) {
        try Cancellation.when({ countdown.isOver }).whileCurrent {
          try ThreadPool.shared.forEach(1000) { _ in done.add() }
        }
      }
      #expect(done.value < 20)
    }
  }

  @Test func whatIsDoneInPlaceIsDoneToTheEnd() {
    let done = Counter()
    Cancellation.when({ true }).whileCurrent { ThreadPool.shared.forEachToTheEnd(100) { _ in done.add() } }
    #expect(done.value == 100)
  }

  @Test(arguments: 0..<15) func everyKindOfOperationThrows(kind: Int) throws {
    let big = try Tensor.full([1, 1 << 20], 1)
    let images = try Tensor.ones([80, 1, 12, 12])
    let geometry = try ConvolutionGeometry(images.shape, [3, 1, 3, 3], stride: 1, padding: 0)
    let strided = try ConvolutionGeometry(images.shape, [3, 1, 3, 3], stride: 2, padding: 0)
    let kernels = try Tensor.ones([3, 1, 3, 3])
    let random = Philox(seed: 1, stream: .cells, draw: 0)
    let operations: [() throws -> Void] = [
      { _ = try big.exp() }, { _ = try big + big }, { _ = try big.sum(1) }, { _ = try big.sum(0) },
      { _ = try big.total() }, { _ = try big.sorted(1, descending: false) }, { _ = try big.cumulativeSum(1) },
      { _ = try Tensor.concatenated([big, big], 0) }, { _ = try big.extreme(1, largest: true) },
      { _ = try random.normal([1 << 20]) }, { _ = try Tensor.ones([1 << 20]) },
      { _ = try Convolution.forward(images, kernels, nil, geometry) },
      { _ = try Convolution.forward(images, kernels, nil, strided) },
      { _ = try big.product() }, { _ = try big.productOfOthers(times: 1) },
    ]
    try operations[kind]()
    let countdown = Countdown(2)
    #expect(throws: Cancelled.self) { try Cancellation.when({ countdown.isOver }).whileCurrent(operations[kind]) }
  }
}

private final class Counter: Sendable {
  private let count = Atomic<Int>(0)
  func add() { count.add(1, ordering: .relaxed) }
  var value: Int { count.load(ordering: .relaxed) }
}
