import JupyterWire
import Testing

struct FramingTests {
  private static let key = "a0436f6c-1916-498b-8eb9-e81ab9368e84"

  private let frames = SignedFrames(
    identities: [[1, 2]], header: bytes(#"{"msg_id":"1","msg_type":"kernel_info_request"}"#),
    parentHeader: bytes("{}"), metadata: bytes("{}"), content: bytes(#"{"code":"1 + 1"}"#), buffers: [[0, 255]])

  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// Signed by Python's `hmac` module.
  private static let signature = bytes("8633f1da3c867197e3ac2068e2aa9e4b8014809acfd500411549e695207a8c1d")

  @Test func signsAsPythonDoes() {
    #expect(MessageAuthenticator(key: Self.key).signature(of: frames) == Self.signature)
  }

  @Test func verifiesWhatItSigned() throws {
    var signed = frames
    signed.signature = Self.signature
    try MessageAuthenticator(key: Self.key).verify(signed)
  }

  @Test func refusesWrongSignatures() {
    var oneDigitOff = Self.signature
    oneDigitOff[63] ^= 1
    for wrong in [
      [], [UInt8](repeating: 0, count: 64), Array(Self.signature.dropLast()), Self.signature + [0], oneDigitOff,
      Self.bytes(String(decoding: Self.signature, as: UTF8.self).uppercased()),
    ] {
      var forged = frames
      forged.signature = wrong
      let error = #expect(throws: WireError.self) { try MessageAuthenticator(key: Self.key).verify(forged) }
      #expect(error?.code == .badSignature)
    }
  }

  @Test func refusesEachPartChanged() {
    for part in [\SignedFrames.header, \.parentHeader, \.metadata, \.content] {
      var changed = frames
      changed.signature = Self.signature
      changed[keyPath: part].append(0x20)
      #expect(throws: WireError.self) { try MessageAuthenticator(key: Self.key).verify(changed) }
    }
  }

  @Test func signsAndChecksNothingWithoutAKey() throws {
    let authenticator = MessageAuthenticator(key: "")
    #expect(authenticator.signature(of: frames).isEmpty)
    try authenticator.verify(frames)
  }

  @Test func takesApartWhatItPutTogether() throws {
    let again = try SignedFrames(frames.frames)
    #expect(again.identities == frames.identities)
    #expect(again.content == frames.content)
    #expect(again.buffers == frames.buffers)
  }

  @Test func refusesMissingFrames() {
    let whole = frames.frames
    for count in 0..<whole.count - 1 {
      #expect(throws: WireError.self) { try SignedFrames(Array(whole.prefix(count))) }
    }
  }

  @Test func admitsEachSignatureOnceAndForgetsTheOldest() throws {
    func signature(_ number: Int) -> [UInt8] { Self.bytes(String(number + 1 << 40, radix: 16)) }
    var replays = ReplayGuard(capacity: 4)
    for number in 0..<4 { try replays.admit(signature(number)) }
    #expect(throws: WireError.self) { try replays.admit(signature(0)) }
    try replays.admit(signature(4))
    try replays.admit(signature(0))
    #expect(throws: WireError.self) { try replays.admit(signature(4)) }
  }
}
