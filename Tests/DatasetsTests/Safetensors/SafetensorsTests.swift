import Datasets
import Tensors
import Testing

@Suite struct SafetensorsTests {
  /// A file of this header and as many bytes.
  private func file(_ header: String, data: Int = 0) -> [UInt8] {
    let json = Array(header.utf8)
    return (0..<8).map { UInt8(truncatingIfNeeded: json.count >> ($0 * 8)) } + json + [UInt8](repeating: 0, count: data)
  }

  @Test func whatIsWrittenIsRead() throws {
    var writer = SafetensorsWriter()
    writer.metadata = ["format": "elbow", "text": "a \"quoted\" λ/line\n"]
    let numbers: [Float] = [1, -0, .infinity, .leastNonzeroMagnitude, 0.1, Float(bitPattern: 0x7fc0_1234)]
    writer.add("b.weight", try Tensor(numbers, [2, 3]))
    writer.add("losses", [0.1, 1e300, .nan], [3])
    writer.add("scalar", try .scalar(7))
    writer.add("none", try .zeros([0, 4]))
    let bytes = try writer.encoded()
    #expect(bytes.count.isMultiple(of: 4))
    let reader = try SafetensorsReader(bytes)
    #expect(reader.metadata == writer.metadata)
    #expect(reader.names == ["b.weight", "losses", "none", "scalar"])
    let read = try #require(try reader.tensor("b.weight"))
    #expect(read.shape == [2, 3] && read.array.map(\.bitPattern) == numbers.map(\.bitPattern))
    #expect(reader.doubles("losses")?.map(\.bitPattern) == [0.1, 1e300, Double.nan].map(\.bitPattern))
    #expect(try reader.tensor("scalar")?.item() == 7 && reader.tensor("none")?.shape == [0, 4])
    #expect(try reader.tensor("nothing") == nil)
    writer.add("scalar", try .scalar(7))
    #expect(throws: SafetensorsError.self) { try writer.encoded() }
  }

  @Test(
    arguments: [
      ("F64", [0, 0, 0, 0, 0, 0, 0xf8, 0xbf], -1.5), ("F16", [0, 0xbe], -1.5), ("BF16", [0xc0, 0xbf], -1.5),
      ("I64", [0xfe, 255, 255, 255, 255, 255, 255, 255], -2), ("I32", [0xfe, 255, 255, 255], -2),
      ("I16", [0xfe, 255], -2), ("I8", [0xfe], -2), ("U64", [3, 1, 0, 0, 0, 0, 0, 0], 259),
      ("U32", [3, 1, 0, 0], 259), ("U16", [3, 1], 259), ("U8", [200], 200), ("BOOL", [1], 1),
    ] as [(String, [UInt8], Double)])
  func everyTypeIsRead(type: String, bytes: [UInt8], value: Double) throws {
    let header = #"{"x":{"dtype":"\#(type)","shape":[1],"data_offsets":[0,\#(bytes.count)]}}"#
    let reader = try SafetensorsReader(file(header) + bytes)
    #expect(reader.doubles("x") == [value])
    #expect(try reader.tensor("x")?.item() == Float(value))
  }

  static let malformed: [(header: String, data: Int, says: String)] = [
    ("", 0, "does not begin with {"), ("[]", 0, "does not begin with {"), ("{", 0, "not the JSON"),
    ("{}", 1, "the file 1 later"), (#"{"__metadata__":{"a":1}}"#, 0, "not the JSON"),
    (#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 7, "cut off"),
    (#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 9, "the file 1 later"),
    (#"{"x":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}"#, 8, "unknown type F31"),
    (#"{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, 8, "takes 12"),
    (#"{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, 8, "negative"),
    (#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[8]}}"#, 8, "not two offsets"),
    (#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8, "bytes 8 to 0"),
    (#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#, 8, "bytes -8 to 0"),
    (#"{"x":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}"#, 8, "takes"),
    (#"{"x":{"dtype":"F32","shape":[1e40],"data_offsets":[0,8]}}"#, 8, "not the JSON"),
    (
      #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
      12, "overlap"
    ),
    (
      #"{"x":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"y":{"dtype":"U8","shape":[2],"data_offsets":[4,6]}}"#, 6,
      "overlap, or leave bytes"
    ),
  ]

  @Test(arguments: malformed) func malformedFilesAreRefused(header: String, data: Int, says: String) {
    do {
      _ = try SafetensorsReader(file(header, data: data))
      Issue.record("\(header) was read")
    } catch {
      #expect(error.message.contains(says), "\(error)")
    }
  }

  @Test func metadataMayBeNothing() throws {
    #expect(try SafetensorsReader(file(#"{"__metadata__":null}"#)).metadata.isEmpty)
  }

  /// What a message shows of a file's names is no longer than a line, and moves no cursor.
  @Test func messagesShowALineOfAName() {
    let name = "\\u001b[2J" + String(repeating: "a", count: 5_000)
    do {
      _ = try SafetensorsReader(file(#"{"\#(name)":{"dtype":"\#(name)","shape":[2],"data_offsets":[0,8]}}"#, data: 8))
      Issue.record("it was read")
    } catch {
      #expect(error.message.count < 400 && !error.message.contains("\u{1b}"), "\(error)")
    }
  }

  @Test func lengthsAreChecked() {
    for bytes in [[], [1, 0, 0], [UInt8](repeating: 255, count: 8), [9, 0, 0, 0, 0, 0, 0, 0, 123]] as [[UInt8]] {
      #expect(throws: SafetensorsError.self) { try SafetensorsReader(bytes) }
    }
  }

  /// Whatever single byte is changed, and wherever the file is cut, it is read or refused, and never ends the process.
  @Test func damagedFilesAreReadOrRefused() throws {
    var writer = SafetensorsWriter()
    writer.metadata = ["a": "b"]
    writer.add("x", try Tensor([1, 2, 3, 4], [2, 2]))
    writer.add("y", [1, 2], [2])
    let whole = try writer.encoded()
    func read(_ bytes: [UInt8]) {
      guard let reader = try? SafetensorsReader(bytes) else { return }
      for name in reader.names { _ = (try? reader.tensor(name), reader.doubles(name)) }
    }
    for length in 0..<whole.count { read(Array(whole[..<length])) }
    for position in whole.indices {
      for value in [0, 1, 34, 45, 57, 93, 125, 128, 255] as [UInt8] {
        var damaged = whole
        damaged[position] = value
        read(damaged)
      }
    }
  }
}
