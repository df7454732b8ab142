import CZeroMQ

/// Owns ZeroMQ's own threads.
package final class ZeroMQContext: @unchecked Sendable {
  private let pointer: UnsafeMutableRawPointer

  /// - Throws: ``KernelError`` where the library refuses.
  package init() throws(KernelError) {
    guard let pointer = zmq_ctx_new() else { throw KernelError(.socket, "ZeroMQ cannot start: \(Socket.lastError)") }
    self.pointer = pointer
  }

  /// A new socket of this context.
  ///
  /// - Throws: ``KernelError`` where there is no room for another one.
  package func makeSocket(_ kind: Socket.Kind) throws(KernelError) -> Socket {
    guard let socket = zmq_socket(pointer, kind.rawValue) else {
      throw KernelError(.socket, "ZeroMQ cannot open a socket: \(Socket.lastError)")
    }
    return Socket(adopting: socket)
  }

  /// Waits until all that was sent has left, or the sockets' linger is over. All sockets must be closed.
  package func terminate() {
    while zmq_ctx_term(pointer) != 0, zmq_errno() == EINTR {}
  }
}
