import JupyterWire
import Threads

/// One socket, the thread that alone touches it, and what other threads want sent over it.
final class Channel: Sendable {
  /// Called on the channel's thread with each message that arrives.
  typealias Receiver = @Sendable (_ frames: [[UInt8]]) -> Void

  private struct State {
    var outbox: [[[UInt8]]] = []
    var fencesAsked = 0
    var fencesPassed = 0
    var isStopping = false
    var hasEnded = false
  }

  /// How many messages are taken in before the outbox has its turn.
  private static let receivedInOneGo = 64

  private let name: String
  private let socket: Socket
  private let pipe: WakePipe
  private let state = Monitor(State())

  init(name: String, socket: Socket) throws(KernelError) {
    self.name = name
    self.socket = socket
    pipe = try WakePipe()
  }

  /// Starts the thread.
  func start(_ receiver: @escaping Receiver) throws(ThreadError) -> Thread {
    try Thread(name: name) { [self] in run(receiver) }
  }

  /// Sends a message. Safe from any thread, never waits.
  func send(_ frames: [[UInt8]]) {
    state.withLock { $0.outbox.append(frames) }
    pipe.wake()
  }

  /// Returns once everything that had arrived before has been handed to the receiver. Not for the channel's own thread.
  func fence() {
    let ticket = state.withLock { state in
      state.fencesAsked += 1
      return state.fencesAsked
    }
    pipe.wake()
    state.wait { $0.fencesPassed >= ticket || $0.hasEnded ? () : nil }
  }

  /// Sends what is to be sent, closes the socket and ends the thread.
  func stop() {
    state.withLock { $0.isStopping = true }
    pipe.wake()
  }

  private func run(_ receiver: Receiver) {
    while true {
      pipe.rest()
      let (outbox, fences, isStopping) = state.withLock { state in
        defer { state.outbox.removeAll() }
        return (state.outbox, state.fencesAsked, state.isStopping)
      }
      outbox.forEach(socket.send)
      if isStopping { break }
      let hasMore = receive(receiver)
      if hasMore { continue }
      state.update { $0.fencesPassed = max($0.fencesPassed, fences) }
      socket.poll(with: pipe, timeout: nil)
    }
    socket.close()
    state.update { $0.hasEnded = true }
  }

  /// Takes in some messages; true where there may be more.
  private func receive(_ receiver: Receiver) -> Bool {
    for _ in 0..<Self.receivedInOneGo {
      guard let frames = socket.receive() else { return false }
      receiver(frames)
    }
    return true
  }
}
