import CZeroMQ
import JupyterKernel
import JupyterWire

/// A client of a kernel, in Swift, which looks at every message.
package final class DummyFrontend {
  package enum Channel {
    case shell, control, stdin, iopub, heartbeat
  }

  package struct Silence: Error, CustomStringConvertible {
    package let description: String
  }

  /// All that one request led to.
  package struct Result {
    package let id: String
    package let reply: IncomingMessage
    /// All that was published for it between "busy" and "idle".
    package let outputs: [IncomingMessage]

    package var status: String? { reply.content["status"]?.stringValue }
    package var types: [String] { outputs.map(\.header.type) }

    package func text(_ name: String = "stdout") -> String {
      outputs.filter { $0.header.type == "stream" && $0.content["name"]?.stringValue == name }
        .map { $0.content["text"]?.stringValue ?? "" }.joined()
    }

    package var value: String? {
      outputs.first { $0.header.type == "execute_result" }?.content["data"]?["text/plain"]?.stringValue
    }
  }

  package let identity: SessionIdentity
  private let authenticator: MessageAuthenticator
  private let context: ZeroMQContext
  private let sockets: [Channel: Socket]
  private var published: [IncomingMessage] = []
  private var replies: [Channel: [IncomingMessage]] = [:]

  /// Connects, and by default waits until the kernel has welcomed it.
  package init(
    _ kernel: TestKernel, routingID: String = SessionIdentity.makeUUID(), key: String? = nil, serverKey: String? = nil,
    waits: Bool = true
  ) throws {
    identity = SessionIdentity(username: "tester")
    authenticator = MessageAuthenticator(key: key ?? kernel.key)
    let context = try ZeroMQContext()
    self.context = context
    func connect(_ kind: Socket.Kind, _ channel: ConnectionFile.Channel) throws -> Socket {
      let socket = try context.makeSocket(kind)
      try socket.set(ZMQ_LINGER, to: Int32(0))
      try socket.set(ZMQ_RCVHWM, to: Int32(0))
      try socket.set(ZMQ_SNDHWM, to: Int32(0))
      if let serverKey {
        var keys = (publicKey: [CChar](repeating: 0, count: 41), secretKey: [CChar](repeating: 0, count: 41))
        zmq_curve_keypair(&keys.publicKey, &keys.secretKey)
        try socket.set(ZMQ_CURVE_SERVERKEY, to: serverKey)
        try socket.set(
          ZMQ_CURVE_PUBLICKEY, to: String(decoding: keys.publicKey.dropLast().map(UInt8.init), as: UTF8.self))
        try socket.set(
          ZMQ_CURVE_SECRETKEY, to: String(decoding: keys.secretKey.dropLast().map(UInt8.init), as: UTF8.self))
      }
      if channel != .iopub, channel != .heartbeat { try socket.set(ZMQ_ROUTING_ID, to: routingID) }
      if channel == .iopub { try socket.set(ZMQ_SUBSCRIBE, to: "") }
      try socket.connect(to: kernel.connection.endpoint(of: channel))
      return socket
    }
    sockets = [
      .shell: try connect(.dealer, .shell), .control: try connect(.dealer, .control),
      .stdin: try connect(.dealer, .stdin), .iopub: try connect(.subscriber, .iopub),
      .heartbeat: try connect(.request, .heartbeat),
    ]
    if waits { _ = try nextPublished { $0.header.type == "iopub_welcome" } }
  }

  deinit {
    for socket in sockets.values { socket.close() }
    context.terminate()
  }

  // MARK: - Sending

  /// Sends frames as they are.
  package func sendRaw(_ frames: [[UInt8]], on channel: Channel = .shell) { sockets[channel]?.send(frames) }

  /// The signed frames of a request.
  package func frames(_ type: String, _ content: JSONObject, subshell: String? = nil) -> (id: String, frames: [[UInt8]])
  {
    let made = identity.makeHeader(type: type)
    let header = Header(
      messageID: made.messageID, type: type, session: made.session, username: made.username, subshellID: subshell)
    var signed = SignedFrames(
      identities: [], header: header.json.encoded, parentHeader: Array("{}".utf8), metadata: Array("{}".utf8),
      content: content.encoded)
    signed.signature = authenticator.signature(of: signed)
    return (header.messageID, signed.frames)
  }

  @discardableResult
  package func send(_ type: String, _ content: JSONObject = [:], on channel: Channel = .shell, subshell: String? = nil)
    -> String
  {
    let (id, frames) = frames(type, content, subshell: subshell)
    sendRaw(frames, on: channel)
    return id
  }

  @discardableResult
  package func sendExecute(_ code: String, _ options: JSONObject = [:], subshell: String? = nil) -> String {
    var content = options
    content["code"] = .string(code)
    return send("execute_request", content, subshell: subshell)
  }

  // MARK: - Receiving

  private func open(_ frames: [[UInt8]]) throws -> IncomingMessage {
    let signed = try SignedFrames(frames)
    try authenticator.verify(signed)
    return try IncomingMessage(signed)
  }

  package func receiveRaw(on channel: Channel, within milliseconds: Int = 5000) -> [[UInt8]]? {
    sockets[channel]?.receive(within: milliseconds)
  }

  /// The next message of a channel.
  package func next(on channel: Channel, within milliseconds: Int = 5000) throws -> IncomingMessage {
    guard let frames = receiveRaw(on: channel, within: milliseconds) else {
      throw Silence(description: "nothing came on \(channel) in \(milliseconds) ms")
    }
    return try open(frames)
  }

  /// The next published message that is wanted; others are kept for later.
  @discardableResult
  package func nextPublished(
    within milliseconds: Int = 5000, _ isWanted: (IncomingMessage) -> Bool
  ) throws -> IncomingMessage {
    if let index = published.firstIndex(where: isWanted) { return published.remove(at: index) }
    while true {
      let message = try next(on: .iopub, within: milliseconds)
      if isWanted(message) { return message }
      published.append(message)
    }
  }

  /// The reply to a request; others are kept for later.
  package func reply(to id: String, on channel: Channel = .shell, within milliseconds: Int = 5000) throws
    -> IncomingMessage
  {
    if let index = replies[channel]?.firstIndex(where: { $0.parentID == id }) {
      return replies[channel]!.remove(at: index)
    }
    while true {
      let message = try next(on: channel, within: milliseconds)
      if message.parentID == id { return message }
      replies[channel, default: []].append(message)
    }
  }

  /// The messages that were published for a request, from its "busy" to its "idle".
  package func outputs(of id: String) throws -> [IncomingMessage] {
    func isOurs(_ message: IncomingMessage) -> Bool { message.parentID == id }
    let first = try nextPublished(isOurs)
    guard first.state == "busy" else { throw Silence(description: "\(first.header.type) came before busy") }
    var outputs: [IncomingMessage] = []
    while true {
      let message = try nextPublished(isOurs)
      if message.state == "idle" { return outputs }
      outputs.append(message)
    }
  }

  package func result(of id: String, on channel: Channel = .shell) throws -> Result {
    let reply = try reply(to: id, on: channel)
    return Result(id: id, reply: reply, outputs: try outputs(of: id))
  }

  package func request(
    _ type: String, _ content: JSONObject = [:], on channel: Channel = .shell, subshell: String? = nil
  ) throws -> Result {
    try result(of: send(type, content, on: channel, subshell: subshell), on: channel)
  }

  package func execute(_ code: String, _ options: JSONObject = [:], subshell: String? = nil) throws -> Result {
    try result(of: sendExecute(code, options, subshell: subshell))
  }

  /// Waits until a cell that prints "looping" does so.
  package func awaitLooping(_ id: String) throws {
    try nextPublished { $0.parentID == id && $0.header.type == "stream" }
  }
}

extension IncomingMessage {
  package var parentID: String? { parentHeader["msg_id"]?.stringValue }
  package var state: String? { content["execution_state"]?.stringValue }
}
