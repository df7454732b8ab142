import CZeroMQ
import JupyterWire
import Threads

/// The IOPub channel: everything that a kernel tells all of its clients, in one order, from one thread.
final class Publisher: Sendable {
  /// A welcome repeats its topic, so a longer one, in bytes, gets none.
  private static let maximumTopicSize = 1024

  private let socket: Socket
  private let session: WireSession
  private let pipe: WakePipe
  private let queue: Monitor<PublishQueue>

  init(socket: Socket, session: WireSession, streamInterval: Int) throws(KernelError) {
    self.socket = socket
    self.session = session
    pipe = try WakePipe()
    queue = Monitor(PublishQueue(streamInterval: streamInterval))
  }

  /// Starts the thread.
  func start() throws(ThreadError) -> Thread {
    try Thread(name: "iopub") { [self] in run() }
  }

  /// Publishes a message. Safe from any thread, never waits.
  func publish(
    _ content: some OutgoingContent, parent: ParentHeader, metadata: JSONObject = [:], buffers: [[UInt8]] = []
  ) {
    let message = OutgoingMessage(content, parent: parent, metadata: metadata, buffers: buffers)
    queue.withLock { $0.push(message) }
    pipe.wake()
  }

  /// Publishes that a request is being worked on.
  func begin(_ request: ParentHeader) {
    queue.withLock { $0.begin(request) }
    pipe.wake()
  }

  /// Publishes that a request was dealt with.
  func end(_ request: ParentHeader) {
    queue.withLock { $0.end(request) }
    pipe.wake()
  }

  /// Publishes text, together with what else is printed within the stream interval. Waits only where text is written
  /// faster than it can be sent.
  func write(_ text: String, to stream: StreamOutput.Name, parent: ParentHeader) {
    guard !text.isEmpty else { return }
    let needsWaking = queue.wait { queue in queue.isFull ? nil : queue.push(text, to: stream, parent: parent) }
    if needsWaking { pipe.wake() }
  }

  /// Sends what is to be sent, closes the socket and ends the thread.
  func stop() {
    queue.withLock { $0.isStopping = true }
    pipe.wake()
  }

  private func run() {
    while true {
      pipe.rest()
      welcomeSubscribers()
      let (messages, isStopping) = queue.update { queue in (queue.takeDue(), queue.isStopping) }
      for message in messages { socket.send(session.seal(message, to: [topic(of: message)])) }
      if isStopping { break }
      socket.poll(with: pipe, timeout: queue.withLock { $0.millisecondsUntilDue })
    }
    socket.close()
    queue.update { $0.end() }
  }

  private func topic(of message: OutgoingMessage) -> [UInt8] {
    Array("kernel.\(session.identity.session).\(message.type)".utf8)
  }

  /// Grants each subscription, which arrives as the byte 1 and the topic, and welcomes who asked for it; 0 ends one.
  private func welcomeSubscribers() {
    while let frames = socket.receive() {
      guard frames.count == 1, let event = frames.first, let kind = event.first, kind <= 1 else { continue }
      let topic = Array(event.dropFirst())
      // It concerns the peer of the message that was received last; one that is gone by now is no error.
      try? socket.set(kind == 1 ? ZMQ_SUBSCRIBE : ZMQ_UNSUBSCRIBE, to: topic)
      guard kind == 1, topic.count <= Self.maximumTopicSize, let name = String(validating: topic, as: UTF8.self)
      else { continue }
      let welcome = OutgoingMessage(IOPubWelcome(subscription: name), parent: .none)
      socket.send(session.seal(welcome, to: [topic]))
    }
  }
}
