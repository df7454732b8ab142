import CZeroMQ
import Glibc

/// A ZeroMQ socket. It may be handed from one thread to another but belongs to one at a time.
final class Socket: @unchecked Sendable {
  struct Kind {
    let rawValue: Int32

    static let router = Kind(rawValue: ZMQ_ROUTER)
    static let xpub = Kind(rawValue: ZMQ_XPUB)
    static let reply = Kind(rawValue: ZMQ_REP)
    static let dealer = Kind(rawValue: ZMQ_DEALER)
    static let subscriber = Kind(rawValue: ZMQ_SUB)
    static let request = Kind(rawValue: ZMQ_REQ)
  }

  /// More frames than this are no message of Jupyter's; the rest is read and thrown away.
  static let maximumFrames = 4096

  private let pointer: UnsafeMutableRawPointer
  private var isOpen = true

  init(adopting pointer: UnsafeMutableRawPointer) { self.pointer = pointer }

  deinit { close() }

  static var lastError: String { String(cString: zmq_strerror(zmq_errno())) }

  /// - Throws: ``KernelError`` naming the option.
  func set(_ option: Int32, to value: Int32) throws(KernelError) {
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
  func set(_ option: Int32, to text: String) throws(KernelError) {
    guard zmq_setsockopt(pointer, option, text, text.utf8.count) == 0 else {
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
  func connect(to endpoint: String) throws(KernelError) {
    guard zmq_connect(pointer, endpoint) == 0 else {
      throw KernelError(.socket, "cannot connect to \(endpoint): \(Self.lastError)")
    }
  }

  /// The next message, if one has arrived.
  func receive() -> [[UInt8]]? {
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
  func send(_ frames: [[UInt8]]) {
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

  /// What has been sent still leaves, within the linger.
  func close() {
    guard isOpen else { return }
    isOpen = false
    zmq_close(pointer)
  }
}
