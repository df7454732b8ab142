import CZeroMQ
import JupyterWire

/// Opens a kernel's five sockets where the connection file says, with the options that make them robust.
struct SocketFactory {
  let context: ZeroMQContext
  let connection: ConnectionFile

  /// - Throws: ``KernelError`` where the keys are no pair or this ZeroMQ cannot encrypt.
  init(context: ZeroMQContext, connection: ConnectionFile) throws(KernelError) {
    self.context = context
    self.connection = connection
    guard let curve = connection.curve else { return }
    guard zmq_has("curve") == 1 else {
      throw KernelError(.encryption, "the connection file wants CURVE encryption, which this ZeroMQ was built without")
    }
    var publicKey = [CChar](repeating: 0, count: 41)
    guard zmq_curve_public(&publicKey, curve.secretKey) == 0,
      publicKey.dropLast().elementsEqual(curve.publicKey.utf8.map(CChar.init))
    else {
      throw KernelError(.encryption, "curve_publickey and curve_secretkey of the connection file are not a pair")
    }
  }

  /// A bound socket for a channel.
  ///
  /// - Throws: ``KernelError`` where the address is taken or none.
  func makeSocket(_ channel: ConnectionFile.Channel) throws(KernelError) -> Socket {
    let socket = try context.makeSocket(Self.kind(of: channel))
    try socket.set(ZMQ_LINGER, to: Int32(1000))
    // Jupyter's clients send megabytes at the most; a peer without the key shall not make us buffer gigabytes.
    try socket.set(ZMQ_MAXMSGSIZE, to: Int64(1 << 28))
    if let curve = connection.curve {
      try socket.set(ZMQ_CURVE_SERVER, to: Int32(1))
      try socket.set(ZMQ_CURVE_SECRETKEY, to: curve.secretKey)
    }
    if channel != .heartbeat {
      // At the default of 1000 a slow client loses its "idle" and waits for ever.
      try socket.set(ZMQ_SNDHWM, to: Int32(100_000))
    }
    switch channel {
    case .shell, .control, .stdin:
      // A client that reconnects under its old identity takes over from its dead connection.
      try socket.set(ZMQ_ROUTER_HANDOVER, to: Int32(1))
    case .iopub:
      // Manual: a subscription takes effect when ``Publisher`` has seen it, so that nothing goes before the welcome.
      try socket.set(ZMQ_XPUB_MANUAL, to: Int32(1))
    case .heartbeat: break
    }
    try socket.bind(to: connection.endpoint(of: channel))
    return socket
  }

  private static func kind(of channel: ConnectionFile.Channel) -> Socket.Kind {
    switch channel {
    case .shell, .control, .stdin: .router
    case .iopub: .xpub
    case .heartbeat: .reply
    }
  }
}
