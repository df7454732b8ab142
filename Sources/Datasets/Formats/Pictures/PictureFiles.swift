import Graphics
import Tensors
import Text
import Threads

/// PNG and JPEG files on their way to pixels: first what their headers state, then the pixels of all, on all threads.
struct PictureFiles {
  let paths: [String]
  let folder: String
  /// What the header of each states.
  let stated: [StoredPicture]

  /// Reads the headers.
  ///
  /// - Throws: ``DatasetError`` that names the file that is no picture; ``Cancelled``.
  init(_ paths: [String], folder: String) throws {
    (self.paths, self.folder) = (paths, folder)
    var stated: [StoredPicture] = []
    stated.reserveCapacity(paths.count)
    try Self.forEachGroup(of: paths, paths.indices) { group, files in
      stated += try Self.onAllThreads(group.count) { place throws(DatasetError) in
        do throws(GraphicsError) { return try StoredPicture(files[place]) } catch {
          throw Self.unreadable(paths[group[place]], files[place], error)
        }
      }
    }
    self.stated = stated
  }

  /// Reads all of them.
  ///
  /// The result is in memory once; beside it, on each thread, one picture in its own size. Those that are too large for that
  /// are read one at a time.
  ///
  /// - Throws: ``DatasetError`` that names the file that cannot be read or brought to the form, or is too large for the
  ///   memory; ``Cancelled``.
  func part(
    _ labels: [UInt8], _ classNames: [String], factors: ImageFactors? = nil, shape: ImageShape, form: PictureForm
  ) throws -> ImageParts.Part {
    guard paths.count * shape.count <= largestFile else {
      throw DatasetError(
        .range, path: folder, "its pictures are more than \(counted(largestFile, "byte"))",
        suggestion: "size=64 takes them smaller")
    }
    try MemoryRoom.check(paths.count * shape.count, for: folder)
    var pixels = [UInt8](repeating: 0, count: paths.count * shape.count)
    let share = MemoryRoom.free / max(1, ThreadPool.shared.threadCount)
    let isLarge = stated.map { form.workingBytes($0) > share }
    try pixels.withUnsafeMutableBufferPointer { room in
      nonisolated(unsafe) let room = room
      func read(_ place: Int, _ bytes: [UInt8]) throws(DatasetError) {
        let image = try picture(place, bytes, form)
        Self.write(
          image, to: UnsafeMutableBufferPointer(rebasing: room[place * shape.count..<(place + 1) * shape.count]))
      }
      try Self.forEachGroup(of: paths, paths.indices.filter { !isLarge[$0] }) { group, files in
        _ = try Self.onAllThreads(group.count) { place throws(DatasetError) in try read(group[place], files[place]) }
      }
      for place in paths.indices where isLarge[place] {
        try Cancellation.current.check()
        try MemoryRoom.check(form.workingBytes(stated[place]), for: paths[place])
        try read(place, WholeFile.read(paths[place]))
      }
    }
    return ImageParts.Part(
      name: folder,
      images: try ImageSet(
        shape: shape, pixels: pixels, labels: labels, classNames: classNames, factors: factors),
      type: stated.contains(where: \.isDeep) ? .uint16 : .uint8)
  }

  /// One of the pictures by itself, in its own size and in colours, whatever shows through.
  func image(_ number: Int, shape: ImageShape) throws -> ImageSet {
    let form = PictureForm(size: nil, crop: .center, channels: 3, ground: .stored)
    try MemoryRoom.check(stated[number].workingBytes, for: paths[number])
    var pixels = [UInt8](repeating: 0, count: shape.count)
    let image = try picture(number, try WholeFile.read(paths[number]), form)
    pixels.withUnsafeMutableBufferPointer { Self.write(image, to: $0) }
    return try ImageSet(shape: shape, pixels: pixels, labels: [0], classNames: [])
  }

  /// The picture of one file in the form; its bytes are at hand.
  private func picture(_ place: Int, _ bytes: [UInt8], _ form: PictureForm) throws(DatasetError) -> Raster {
    let picture: Raster
    do throws(GraphicsError) { picture = try StoredPicture.decode(bytes) } catch {
      throw Self.unreadable(paths[place], bytes, error)
    }
    guard (picture.width, picture.height) == (stated[place].width, stated[place].height) else {
      throw DatasetError(.damaged, path: paths[place], "it changed while the folder was read", suggestion: "once more")
    }
    return try form.applied(to: picture, path: paths[place])
  }

  /// The colours of a picture one after the other: channels × height × width, grey ones as often as there are to be.
  private static func write(_ picture: Raster, to room: UnsafeMutableBufferPointer<UInt8>) {
    let plane = picture.width * picture.height
    picture.pixels.withUnsafeBufferPointer { pixels in
      for channel in 0..<room.count / plane {
        var from = min(channel, picture.channels - 1)
        for to in channel * plane..<(channel + 1) * plane {
          room[to] = pixels[from]
          from += picture.channels
        }
      }
    }
  }

  private static func unreadable(_ path: String, _ bytes: [UInt8], _ error: GraphicsError) -> DatasetError {
    let kind = FileKind.phrase(of: Array(bytes.prefix(16)))
    let isOther = kind != FileKind.unknown && StoredPicture.Format(bytes) == nil
    return DatasetError(
      .damaged, path: path, isOther ? "not a PNG or JPEG that can be read: it is \(kind)" : error.message,
      suggestion: "take the file out of the folder, or mend it")
  }

  // MARK: Many files

  /// So many bytes of files are at hand at once, and so many files.
  private static let groupSize = (bytes: 32 << 20, files: 256)

  /// The contents of some of the files, some at a time. They are read on the calling thread: of several processes the first one
  /// reads for all, in the order in which they ask.
  private static func forEachGroup(
    of paths: [String], _ places: some RandomAccessCollection<Int>,
    _ body: (_ places: [Int], _ files: [[UInt8]]) throws -> Void
  ) throws {
    var rest = Array(places)[...]
    while !rest.isEmpty {
      var group: [Int] = []
      var files: [[UInt8]] = []
      var bytes = 0
      while let place = rest.first, files.count < groupSize.files, bytes < groupSize.bytes {
        files.append(try WholeFile.read(paths[place]))
        bytes += files[files.count - 1].count
        group.append(place)
        rest.removeFirst()
      }
      try body(group, files)
    }
  }

  /// What `body` gives for each number; of several errors the first one's.
  private static func onAllThreads<T>(
    _ count: Int, _ body: (Int) throws(DatasetError) -> T
  ) throws -> [T] {
    var results = [Result<T, DatasetError>?](repeating: nil, count: count)
    try results.withUnsafeMutableBufferPointer { room in
      nonisolated(unsafe) let room = room
      try ThreadPool.shared.forEach(count) { place in
        do throws(DatasetError) { room[place] = .success(try body(place)) } catch { room[place] = .failure(error) }
      }
    }
    return try results.compactMap { try $0?.get() }
  }
}

extension PictureForm {
  /// The most memory that reading a picture into this form takes, in bytes.
  fileprivate func workingBytes(_ stated: StoredPicture) -> Int {
    guard let size else { return stated.workingBytes }
    // Once resized along each of its sides.
    let covering = covering(size, height: stated.height, width: stated.width)
    let between = max(stated.height * covering.width, covering.height * stated.width)
    return stated.workingBytes + (between + covering.height * covering.width + size.height * size.width) * 4
  }
}
