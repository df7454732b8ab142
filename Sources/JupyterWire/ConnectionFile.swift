import FoundationEssentials

/// Where a kernel is to listen and with which keys: the file that a launcher writes and passes on the command line.
public struct ConnectionFile: Sendable, Equatable {
  /// How clients reach the kernel.
  public enum Transport: String, Sendable {
    /// By TCP.
    case tcp
    /// By sockets in the file system, on the same machine.
    case ipc
  }

  /// The sockets of a kernel, by their names in the file.
  public enum Channel: String, Sendable, CaseIterable {
    /// Requests that wait for each other.
    case shell
    /// Everything that is told to all clients.
    case iopub
    /// Questions of a cell to its client.
    case stdin
    /// Requests that wait for nothing.
    case control
    /// Bytes that come back as they went.
    case heartbeat = "hb"
  }

  /// A server's CURVE key pair in Z85.
  public struct CurveKeys: Sendable, Equatable {
    /// The key that clients know, 40 characters.
    public let publicKey: String
    /// The key that only the kernel knows, 40 characters.
    public let secretKey: String

    /// A pair, not checked for belonging together.
    public init(publicKey: String, secretKey: String) {
      self.publicKey = publicKey
      self.secretKey = secretKey
    }
  }

  /// How clients reach the kernel.
  public let transport: Transport
  /// The address to listen on; for `ipc`, the beginning of the sockets' paths.
  public let ip: String
  private let ports: [Channel: Int]
  /// The key of the HMAC; empty for unsigned messages.
  public let key: String
  /// Encrypts every socket where present.
  public let curve: CurveKeys?

  /// Reads and checks a connection file.
  ///
  /// - Throws: ``ConnectionFileError`` in one line that names the file.
  public init(path: String) throws(ConnectionFileError) {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw ConnectionFileError("cannot read the connection file \(path)")
    }
    do throws(ConnectionFileError) {
      try self.init(parsing: Array(bytes))
    } catch {
      throw ConnectionFileError("the connection file \(path) is unusable: \(error.reason)")
    }
  }

  /// Reads and checks the text of a connection file.
  ///
  /// - Throws: ``ConnectionFileError`` for a missing port, an unknown transport or signature scheme, half a key pair.
  public init(parsing bytes: [UInt8]) throws(ConnectionFileError) {
    let parsed: JSON
    do throws(JSONError) { parsed = try JSON(parsing: bytes) } catch { throw ConnectionFileError("\(error)") }
    guard let file = parsed.objectValue else { throw ConnectionFileError("it is no JSON object") }

    let transport = file.string("transport", default: "tcp")
    guard let known = Transport(rawValue: transport) else {
      throw ConnectionFileError("transport \"\(transport)\" is not supported, only tcp and ipc")
    }
    self.transport = known
    ip = file.string("ip", default: "127.0.0.1")
    guard !ip.isEmpty else { throw ConnectionFileError("\"ip\" is empty") }

    var ports: [Channel: Int] = [:]
    for channel in Channel.allCases { ports[channel] = try Self.port("\(channel.rawValue)_port", in: file) }
    self.ports = ports

    key = file.string("key")
    let scheme = file.string("signature_scheme", default: "hmac-sha256")
    guard key.isEmpty || scheme == "hmac-sha256" else {
      throw ConnectionFileError("signature_scheme \"\(scheme)\" is not supported, only hmac-sha256")
    }
    curve = try Self.curveKeys(in: file)
  }

  private static func port(_ name: String, in file: JSONObject) throws(ConnectionFileError) -> Int {
    let value = file[name]
    guard let port = value?.integerValue ?? value?.stringValue.flatMap({ Int($0) }), (1...65535).contains(port) else {
      throw ConnectionFileError("\"\(name)\" is missing or no port number")
    }
    return port
  }

  private static func curveKeys(in file: JSONObject) throws(ConnectionFileError) -> CurveKeys? {
    let publicKey = file["curve_publickey"]?.stringValue
    let secretKey = file["curve_secretkey"]?.stringValue
    guard publicKey != nil || secretKey != nil else { return nil }
    guard let publicKey, let secretKey, publicKey.utf8.count == 40, secretKey.utf8.count == 40 else {
      throw ConnectionFileError("curve_publickey and curve_secretkey must both be there, with 40 characters each")
    }
    return CurveKeys(publicKey: publicKey, secretKey: secretKey)
  }

  /// The ZeroMQ address of a channel: `tcp://127.0.0.1:5555`, or `ipc://path-1`.
  public func endpoint(of channel: Channel) -> String {
    let port = ports[channel] ?? 0
    switch transport {
    case .tcp: return "tcp://\(ip):\(port)"
    case .ipc: return "ipc://\(ip)-\(port)"
    }
  }
}

/// Why a kernel cannot use its connection file, in one line for the one who launched it.
public struct ConnectionFileError: Error, Equatable, CustomStringConvertible {
  /// The reason, without the file's name.
  public let reason: String

  init(_ reason: String) { self.reason = reason }

  public var description: String { reason }
}
