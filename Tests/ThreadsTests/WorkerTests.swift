import Testing
import Threads

@Suite struct WorkerTests {
  @Test func jobsRunInTheirOrder() {
    let (worker, seen) = (Worker(name: "test", stackSize: 1 << 20), Monitor<[Int]>([]))
    for job in 0..<1000 { worker.perform { seen.update { $0.append(job) } } }
    seen.wait { $0.count == 1000 ? () : nil }
    #expect(seen.withLock { $0 } == Array(0..<1000))
    worker.stop()
    worker.perform { seen.update { $0 = [] } }
    #expect(seen.withLock { $0.count } == 1000)
  }

  @Test func theFirstInIsTheFirstOut() {
    var (queue, next, popped) = (FIFO<Int>(), 0, 0)
    for step in 0..<10_000 {
      for _ in 0..<step % 4 {
        queue.push(next)
        next += 1
      }
      if step % 3 != 0, let element = queue.pop() {
        #expect(element == popped)
        popped += 1
      }
    }
    queue.forEach { $0 = -$0 }
    while let element = queue.pop() {
      #expect(element == -popped)
      popped += 1
    }
    #expect(popped == next && queue.isEmpty && queue.pop() == nil)
  }
}
