import CZeroMQ
import JupyterKernel
import JupyterWire
import KernelSupport
import Testing

@Suite(.serialized) struct RobustnessTests {
  private let kernel: TestKernel
  private let frontend: DummyFrontend

  init() throws {
    kernel = try TestKernel()
    frontend = try DummyFrontend(kernel)
  }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// Ten thousand messages of which none is one, on each socket.
  @Test func survivesTenThousandMalformedMessages() throws {
    var random = SystemRandomNumberGenerator()
    let delimiter = bytes("<IDS|MSG>")
    let whole = frontend.frames("execute_request", ["code": "print never"]).frames
    for channel in [DummyFrontend.Channel.shell, .control, .stdin, .heartbeat] {
      for number in 0..<10_000 {
        var frames = whole
        switch number % 8 {
        case 0: frames = [[UInt8]((0..<20).map { _ in .random(in: 0...255, using: &random) })]
        case 1: frames[1] = [UInt8](repeating: 0x30, count: 64)
        case 2: frames[5] = bytes("{\"code\": \"x\"}")
        case 3: frames = Array(frames.prefix(number % 6))
        case 4: frames = [delimiter, [], [], [], [], []]
        case 5: frames[2] = [0xFF, 0xFE]
        case 6: frames = [[], delimiter] + frames
        default: frames[1] = bytes("é")
        }
        frontend.sendRaw(frames.isEmpty ? [[]] : frames, on: channel)
      }
    }
    #expect(try frontend.request("kernel_info_request", on: .control).status == "ok")
    #expect(try frontend.execute("ran").value == "ran")
  }

  /// A subscriber's socket sends not only subscriptions.
  @Test func survivesTenThousandStrangeSubscriptions() throws {
    let context = try ZeroMQContext()
    let socket = try context.makeSocket(.xsubscriber)
    try socket.set(ZMQ_SNDHWM, to: Int32(0))
    try socket.set(ZMQ_RCVHWM, to: Int32(0))
    try socket.connect(to: kernel.connection.endpoint(of: .iopub))
    for number in 0..<10_000 {
      switch number % 5 {
      case 0: socket.send([[1] + bytes("topic \(number)")])
      case 1: socket.send([[1, 0xFF, UInt8(number % 256)]])
      case 2: socket.send([[0] + bytes("topic \(number)")])
      case 3: socket.send([[UInt8(number % 256)], [1]])
      default: socket.send([[1] + [UInt8](repeating: 0x61, count: 2000)])
      }
    }
    #expect(try frontend.execute("value 1").value == "1")
    socket.close()
    context.terminate()
  }

  /// Signed, and nonsense all the same.
  @Test func survivesNonsenseThatIsSigned() throws {
    let authenticator = MessageAuthenticator(key: kernel.key)
    let header = #"{"msg_id":"1","msg_type":"execute_request"}"#
    let nonsense = [
      "", "[]", "null", "NaN", "{\"code\": NaN}", "{\"code\":\"\u{0}\"}", String(repeating: "[", count: 100_000),
      "{\"code\":" + String(repeating: "{\"a\":", count: 10_000), "{\"code\":1e999}", "{\"code\":[[[]]]}", "{\"code\"",
    ]
    for part in [\SignedFrames.header, \.parentHeader, \.metadata, \.content] {
      for text in nonsense {
        for channel in [DummyFrontend.Channel.shell, .control, .stdin] {
          var frames = SignedFrames(
            identities: [], header: bytes(header), parentHeader: bytes("{}"), metadata: bytes("{}"),
            content: bytes("{}"))
          frames[keyPath: part] = bytes(text)
          frames.signature = authenticator.signature(of: frames)
          frontend.sendRaw(frames.frames, on: channel)
        }
      }
    }
    for type in ["execute_request", "comm_open", "comm_msg", "comm_close", "history_request", "input_reply", ""] {
      for content: JSONObject in [[:], ["code": []], ["comm_id": 1], ["data": 3], ["hist_access_type": -1]] {
        for channel in [DummyFrontend.Channel.shell, .control, .stdin] { frontend.send(type, content, on: channel) }
      }
    }
    #expect(try frontend.request("kernel_info_request", on: .control).status == "ok")
    #expect(try frontend.execute("value 1").value == "1")
  }

  @Test func survivesFiftyMegabytesOfGarbage() throws {
    let garbage = [UInt8](repeating: UInt8(ascii: "["), count: 50_000_000)
    frontend.sendRaw([garbage])
    frontend.sendRaw(Array(frontend.frames("execute_request", [:]).frames.dropLast()) + [garbage])
    frontend.sendRaw((0..<100_000).map { _ in [1] })
    #expect(try frontend.execute("value 1").value == "1")
  }

  @Test func dropsWhatIsSentTwice() throws {
    let (id, frames) = frontend.frames("execute_request", ["code": "value 1"])
    frontend.sendRaw(frames)
    #expect(try frontend.result(of: id).value == "1")
    frontend.sendRaw(frames)
    frontend.sendRaw(frames, on: .control)
    #expect(try frontend.execute("ran").value == "value 1;ran")
  }

  @Test func dropsWhatIsSignedWithAnotherKey() throws {
    let stranger = try DummyFrontend(kernel, key: "another key", waits: false)
    stranger.sendExecute("print never")
    stranger.send("shutdown_request", on: .control)
    #expect(try frontend.execute("ran").value == "ran")
    #expect(kernel.exitCode(within: 100) == nil)
  }

  @Test func worksWithoutAKey() throws {
    let open = try TestKernel(key: "")
    #expect(try DummyFrontend(open).execute("value 1").value == "1")
  }

  @Test func servesTwoClientsAtOnce() throws {
    let other = try DummyFrontend(kernel)
    let first = frontend.sendExecute("print a")
    let second = other.sendExecute("print b")
    #expect(try frontend.result(of: first).text() == "a\n")
    #expect(try other.result(of: second).text() == "b\n")
    #expect(try frontend.outputs(of: second).map(\.header.type) == ["execute_input", "stream"])
  }

  @Test func takesBackAClientThatReconnects() throws {
    for round in 0..<10 {
      let client = try DummyFrontend(kernel, routingID: "the same client")
      #expect(try client.execute("value \(round)").value == "\(round)")
    }
  }
}

@Suite(.serialized) struct WelcomeTests {
  @Test func welcomesEachSubscriberFirst() throws {
    let kernel = try TestKernel()
    for _ in 0..<3 {
      let frontend = try DummyFrontend(kernel, waits: false)
      let first = try frontend.next(on: .iopub)
      #expect(first.header.type == "iopub_welcome")
      #expect(first.content == ["subscription": ""])
      #expect(first.parentHeader == [:])
      #expect(first.identities == [[]])
    }
  }

  /// Nothing that is published meanwhile comes before the welcome.
  @Test func welcomesWhoComesInTheMiddleFirst() throws {
    let kernel = try TestKernel()
    let talker = try DummyFrontend(kernel)
    let running = talker.sendExecute("lines 200000")
    for _ in 0..<20 {
      let newcomer = try DummyFrontend(kernel, waits: false)
      #expect(try newcomer.next(on: .iopub).header.type == "iopub_welcome")
    }
    #expect(try talker.result(of: running).status == "ok")
  }

  @Test func tellsNothingToWhoHasUnsubscribed() throws {
    let kernel = try TestKernel()
    let context = try ZeroMQContext()
    defer { context.terminate() }
    let listener = try context.makeSocket(.xsubscriber)
    defer { listener.close() }
    try listener.set(ZMQ_LINGER, to: Int32(0))
    try listener.connect(to: kernel.connection.endpoint(of: .iopub))
    let (asking, leaving) = ([1] + Array("kernel".utf8), [0] + Array("kernel".utf8))
    listener.send([asking])
    #expect(listener.receive(within: 5000)?.first == Array("kernel".utf8))

    let frontend = try DummyFrontend(kernel)
    #expect(try frontend.execute("value 1").value == "1")
    #expect(listener.receive(within: 5000) != nil)

    listener.send([leaving])
    // Asked for again under another name: once that is granted, the end of the first was read too.
    listener.send([[1] + Array("other".utf8)])
    while let frames = listener.receive(within: 5000), frames.first != Array("other".utf8) {}
    #expect(try frontend.execute("value 2").value == "2")
    #expect(listener.receive(within: 200) == nil)
  }
}

@Suite(.serialized) struct EncryptionTests {
  private func makeKeys() -> ConnectionFile.CurveKeys {
    var publicKey = [CChar](repeating: 0, count: 41)
    var secretKey = publicKey
    zmq_curve_keypair(&publicKey, &secretKey)
    func text(_ key: [CChar]) -> String { String(decoding: key.dropLast().map(UInt8.init), as: UTF8.self) }
    return ConnectionFile.CurveKeys(publicKey: text(publicKey), secretKey: text(secretKey))
  }

  @Test func servesThoseWhoKnowItsKey() throws {
    let keys = makeKeys()
    let kernel = try TestKernel(curve: keys)
    let frontend = try DummyFrontend(kernel, serverKey: keys.publicKey)
    #expect(try frontend.execute("value 1").value == "1")
    frontend.sendRaw([[7]], on: .heartbeat)
    #expect(frontend.receiveRaw(on: .heartbeat) == [[7]])
  }

  @Test func isDeafToOthers() throws {
    let kernel = try TestKernel(curve: makeKeys())
    for serverKey in [nil, makeKeys().publicKey] {
      let stranger = try DummyFrontend(kernel, serverKey: serverKey, waits: false)
      stranger.send("kernel_info_request")
      stranger.send("kernel_info_request", on: .control)
      stranger.sendRaw([[7]], on: .heartbeat)
      for channel in [DummyFrontend.Channel.shell, .control, .iopub, .heartbeat] {
        #expect(stranger.receiveRaw(on: channel, within: 100) == nil)
      }
    }
  }

  @Test func refusesKeysThatAreNoPair() {
    let keys = ConnectionFile.CurveKeys(publicKey: makeKeys().publicKey, secretKey: makeKeys().secretKey)
    let error = #expect(throws: KernelError.self) { try TestKernel(curve: keys) }
    #expect(error?.code == .encryption)
  }
}
