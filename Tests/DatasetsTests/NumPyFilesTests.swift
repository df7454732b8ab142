import Datasets
import Tensors
import Testing

/// Headers of NumPy's files as NumPy itself, Python 2 and other programs write them.
@Suite struct NumPyFilesTests {
  private func read(_ file: [UInt8]) throws -> StoredArray {
    let scratch = try Scratch()
    let array = try NPY.read(scratch.write(file, to: "a.npy"))
    // Read before the folder is gone.
    return StoredArray.copy(array, try array.tensor())
  }

  @Test(arguments: [
    "|u1", "<u1", "=u1", ">u1", "u1", "B", "uint8", "<i2", ">i2", "=i2", ">i4", "<u4", ">i8", "<u8", "<f2", ">f2",
    "<f4",
    ">f4", "=f4", "<f8", ">f8", "f8", "|i1", "|b1", "?",
  ])
  func everyTypeIsRead(type: String) throws {
    let isBool = type == "|b1" || type == "?"
    let values: [Double] = isBool ? [0, 1, 1, 0, 0, 1] : [0, 1, 2, 100, 7, 127]
    let named = ["B": "|u1", "uint8": "|u1", "?": "|b1"][type] ?? type
    let numbers = NumPyFixture.array(named, [2, 3], values).suffix(values.count * (try #require(sizes(named))))
    let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (2, 3), }"
    let tensor = try read(NumPyFixture.file(header, Array(numbers))).tensor()
    #expect(tensor.array == values.map(Float.init) && tensor.shape == [2, 3])
  }

  private func sizes(_ type: String) -> Int? { type.last?.wholeNumberValue }

  @Test func headersOfOtherProgramsAreRead() throws {
    let numbers: [UInt8] = [1, 2, 3, 4, 5, 6]
    for header in [
      "{'descr': '|u1', 'fortran_order': False, 'shape': (2L, 3L)}",
      "{'descr': u'|u1', 'fortran_order': False, 'shape': (2L, 3L), }",
      "{\"shape\":(2,3),\"fortran_order\":False,\"descr\":\"<u1\"}",
      "  {  'shape' : ( 2 , 3 , ) , 'descr' : '|u1' , 'fortran_order' : False }   ",
    ] {
      for version in 1...3 {
        let array = try read(NumPyFixture.file(header, numbers, version: UInt8(version)))
        #expect(try array.tensor().array == [1, 2, 3, 4, 5, 6] && array.shape == [2, 3])
      }
    }
  }

  /// What NumPy's own reader refuses too.
  @Test(arguments: [
    "{'descr': '|u1', 'fortran_order': False, 'shape': (6,), 'more': 1}", "{'descr': '|u1', 'fortran_order': False}",
    "{'descr': '|u1', 'fortran_order': 0, 'shape': (6,)}", "{'descr': '|u1', 'fortran_order': False, 'shape': [6]}",
    "{'descr': '|u1', 'fortran_order': False, 'shape': (6)}",
    "{'descr': '|u1', 'fortran_order': False, 'shape': (6.0,)}",
    "{'descr': '|u1', 'fortran_order': False, 'shape': (6,)} x", "['descr', '|u1']", "", "{'descr': '|u1'",
    "{'descr': '|x1', 'fortran_order': False, 'shape': (6,)}",
    "{'descr': '|u1', 'fortran_order': False, 'shape': (-6,)}",
    "{'descr': '|u1', 'fortran_order': False, 'shape': (3, -2)}",
    "((((((((((((((((((((((((((((((((((((((((((((((((((((",
  ])
  func headersThatAreNoneAreRefused(header: String) throws {
    #expect(throws: DatasetError.self) { try read(NumPyFixture.file(header, [1, 2, 3, 4, 5, 6])) }
  }

  @Test func whatIsNoNumberIsNamed() throws {
    for (type, words) in [
      ("'<U3'", "text (<U3)"), ("'|S3'", "text"), ("'|O'", "Python objects"), ("[('a', '<f4')]", "records"),
      ("'<c8'", "complex numbers"), ("'<M8[D]'", "dates"), ("'<f16'", "numbers of more than 64 bits"),
    ] {
      let header = "{'descr': \(type), 'fortran_order': False, 'shape': (2,), }"
      let error = try #require(throws: DatasetError.self) { try read(NumPyFixture.file(header, [1, 2, 3, 4, 5, 6])) }
      #expect(error.message.contains("an array of numbers, found \(words)"), "\(error)")
    }
  }

  @Test func aFileOfAnotherKindIsCalledWhatItIs() throws {
    for (bytes, words) in [
      (Array("<!DOCTYPE html><html>".utf8), "a web page (HTML)"), (Array("PK\u{3}\u{4}abcdef".utf8), "a zip archive"),
      (Array("version https://git-lfs.github.com/spec/v1".utf8), "Git LFS"), ([], "an empty file"),
    ] {
      let error = try #require(throws: DatasetError.self) { try read(bytes) }
      #expect(error.message.contains(words), "\(error)")
    }
  }

  @Test func columnsFirstAreReorderedInEveryType() throws {
    for type in ["|u1", "<f4", ">i2"] {
      let numbers = [0, 4, 8, 2, 6, 10, 1, 5, 9, 3, 7, 11].map(Double.init)
      let values = NumPyFixture.array(type, [12], numbers).suffix(12 * (try #require(sizes(type))))
      let header = "{'descr': '\(type)', 'fortran_order': True, 'shape': (3, 2, 2), }"
      #expect(try read(NumPyFixture.file(header, Array(values))).tensor().array == (0..<12).map(Float.init))
    }
  }

  /// An archive that unpacks to far more than it is: its header is looked at, and nothing is unpacked.
  @Test func aSmallArchiveCannotAskForMuchMemory() throws {
    let scratch = try Scratch()
    // The header states 2^40 numbers, and the archive an array of as many bytes.
    let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (1048576, 1048576), }"
    var archive = try NPZ.encoded([("x", .zeros([4, 4]))])
    let file = NumPyFixture.file(header, [])
    let start = try #require(archive.indices.first { archive[$0...].starts(with: [0x93] + Array("NUMPY".utf8)) })
    archive.replaceSubrange(start..<start + file.count, with: file)
    let error = try #require(throws: DatasetError.self) {
      try DatasetCatalog(environment: [:], executable: nil).load(scratch.write(archive, to: "a.npz"))
    }
    #expect(error.message.contains("1048576×1048576 numbers of 1 byte"), "\(error)")
  }
}

extension StoredArray {
  /// An array whose numbers are known, in place of one whose file will be gone.
  static func copy(_ array: StoredArray, _ tensor: Tensor) -> StoredArray { StoredArray(name: array.name, tensor) }
}
