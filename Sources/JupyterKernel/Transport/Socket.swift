import CZeroMQ
import Glibc
import Threads

/// A ZeroMQ socket. It may be handed from one thread to another but belongs to one at a time.
package final class Socket: @unchecked Sendable {
  package struct Kind {
    package let rawValue: Int32

    package static let router = Kind(rawValue: ZMQ_ROUTER)
    package static let xpub = Kind(rawValue: ZMQ_XPUB)
    package static let reply = Kind(rawValue: ZMQ_REP)
    package static let dealer = Kind(rawValue: ZMQ_DEALER)
    package static let subscriber = Kind(rawValue: ZMQ_SUB)
    package static let xsubscriber = Kind(rawValue: ZMQ_XSUB)
    package static let request = Kind(rawValue: ZMQ_REQ)
  }

  /// More frames than this are no message of Jupyter's; the rest is read and thrown away.
  static let maximumFrames = 4096

  private let pointer: UnsafeMutableRawPointer
  private var isOpen = true

  init(adopting pointer: UnsafeMutableRawPointer) { self.pointer = pointer }

  deinit { close() }

  static var lastError: String { String(cString: zmq_strerror(zmq_errno())) }

  /// - Throws: ``KernelError`` naming the option.
  package func set(_ option: Int32, to value: Int32) throws(KernelError) {
    var value = value
    guard zmq_setsockopt(pointer, option, &value, MemoryLayout<Int32>.size) == 0 else {
      throw KernelError(.socket, "ZeroMQ refuses socket option \(option): \(Self.lastError)")
    }
  }

  /// - Throws: ``KernelError`` naming the option.
  func set(_ option: Int32, to value: Int64) throws(KernelError) {
    var value = value
    guard zmq_setsockopt(pointer, option, &value, MemoryLayout<Int64>.size) == 0 else {
      throw KernelError(.socket, "ZeroMQ refuses socket option \(option): \(Self.lastError)")
    }
  }

  /// - Throws: ``KernelError`` naming the option.
  package func set(_ option: Int32, to text: String) throws(KernelError) {
    guard zmq_setsockopt(pointer, option, text, text.utf8.count) == 0 else {
      throw KernelError(.socket, "ZeroMQ refuses socket option \(option): \(Self.lastError)")
    }
  }

  /// - Throws: ``KernelError`` naming the option.
  func set(_ option: Int32, to bytes: [UInt8]) throws(KernelError) {
    guard zmq_setsockopt(pointer, option, bytes, bytes.count) == 0 else {
      throw KernelError(.socket, "ZeroMQ refuses socket option \(option): \(Self.lastError)")
    }
  }

  /// Binds to an address, waiting up to a second for a process that is just leaving it.
  ///
  /// - Throws: ``KernelError`` `.addressInUse` or `.socket`.
  func bind(to endpoint: String) throws(KernelError) {
    let deadline = MonotonicTime.now.advanced(milliseconds: 1000)
    while zmq_bind(pointer, endpoint) != 0 {
      guard zmq_errno() == EADDRINUSE else {
        throw KernelError(.socket, "cannot listen on \(endpoint): \(Self.lastError)")
      }
      guard MonotonicTime.now < deadline else {
        throw KernelError(.addressInUse, "cannot listen on \(endpoint): another process does")
      }
      usleep(20_000)
    }
  }

  /// - Throws: ``KernelError`` for an address that is none.
  package func connect(to endpoint: String) throws(KernelError) {
    guard zmq_connect(pointer, endpoint) == 0 else {
      throw KernelError(.socket, "cannot connect to \(endpoint): \(Self.lastError)")
    }
  }

  /// The next message, if one has arrived.
  package func receive() -> [[UInt8]]? {
    var frames: [[UInt8]] = []
    var message = zmq_msg_t()
    zmq_msg_init(&message)
    defer { zmq_msg_close(&message) }
    while true {
      guard zmq_msg_recv(&message, pointer, ZMQ_DONTWAIT) >= 0 else {
        if zmq_errno() == EINTR { continue }
        return nil
      }
      if frames.count < Self.maximumFrames {
        frames.append(Array(UnsafeRawBufferPointer(start: zmq_msg_data(&message), count: zmq_msg_size(&message))))
      }
      if zmq_msg_more(&message) == 0 { return frames }
    }
  }

  /// Sends a message without waiting. A peer that has gone or is hopelessly behind does not get it: nothing to be done.
  package func send(_ frames: [[UInt8]]) {
    for (index, frame) in frames.enumerated() {
      let flags = ZMQ_DONTWAIT | (index < frames.count - 1 ? ZMQ_SNDMORE : 0)
      while zmq_send(pointer, frame, frame.count, flags) < 0 {
        guard zmq_errno() == EINTR else { return }
      }
    }
  }

  /// Waits until a message has arrived, the pipe was woken, or the time is over.
  ///
  /// - Parameter timeout: In milliseconds; nil waits for ever.
  func poll(with pipe: WakePipe?, timeout: Int?) {
    var items = [zmq_pollitem_t(socket: pointer, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)]
    if let pipe { items.append(zmq_pollitem_t(socket: nil, fd: pipe.readEnd, events: Int16(ZMQ_POLLIN), revents: 0)) }
    zmq_poll(&items, Int32(items.count), timeout ?? -1)
  }

  /// Waits for a message, at most the given time in milliseconds; nil where none arrives.
  package func receive(within timeout: Int) -> [[UInt8]]? {
    let deadline = MonotonicTime.now.advanced(milliseconds: timeout)
    while true {
      if let message = receive() { return message }
      guard MonotonicTime.now < deadline else { return nil }
      poll(with: nil, timeout: deadline.millisecondsAway)
    }
  }

  /// Messages that have been sent still leave, within the linger.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    zmq_close(pointer)
  }
}
