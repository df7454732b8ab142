import Datasets
import FoundationEssentials
import Testing

@Suite struct DatasetCatalogTests {
  /// A catalog that sees nothing of this machine but what stands in the scratch folder.
  private func catalog(
    _ scratch: Scratch, data: [String] = [], xdg: String? = nil, executable: String? = nil
  ) -> DatasetCatalog {
    var environment = ["HOME": scratch.path + "/home"]
    if !data.isEmpty { environment["ELBOW_DATA"] = data.map { scratch.path + "/" + $0 }.joined(separator: ":") }
    if let xdg { environment["XDG_DATA_HOME"] = xdg }
    var catalog = DatasetCatalog(environment: environment, executable: executable.map { scratch.path + "/" + $0 })
    catalog.systemRoot = scratch.path + "/system"
    return catalog
  }

  @Test(arguments: [
    ("mnist", "data"), ("mnist", "data/mnist"), ("mnist", "data/MNIST/raw"), ("mnist", "more/mnist"),
    ("mnist", "home/.local/share/elbow/datasets/mnist"), ("mnist", "home/.local/share/elbow/datasets/MNIST/raw"),
    ("mnist", "repo/.build/datasets/mnist-sample"), ("mnist", "repo/.build/share/elbow/datasets/mnist-sample"),
    ("fashion_mnist", "data/fashion_mnist"), ("fashion_mnist", "data/FashionMNIST/raw"),
    ("fashion_mnist", "system/usr/share/datasets/fashion-mnist"),
    ("fashion_mnist", "home/.local/share/elbow/datasets/fashion-mnist"),
  ]) func foundWhereverItLies(name: String, folder: String) throws {
    let scratch = try Scratch()
    try IDXFixture().write(to: scratch, folder)
    let found = try catalog(scratch, data: ["data", "more"], executable: "repo/.build/release/elbow").load(name)
    #expect(found.source.path == scratch.path + "/" + folder)
    #expect(found.name == name && found.source.isSample)
  }

  @Test func theUsersOwnDataComesBeforeTheSample() throws {
    let scratch = try Scratch()
    let folders = [
      "first/mnist", "second/mnist", "home/.local/share/elbow/datasets/mnist",
      "prefix/share/elbow/datasets/mnist-sample",
    ]
    for folder in folders { try IDXFixture().write(to: scratch, folder) }
    let catalog = catalog(scratch, data: ["first", "second"], executable: "prefix/bin/elbow")
    for folder in folders {
      #expect(try catalog.load("mnist").source.path == scratch.path + "/" + folder)
      try scratch.remove(folder)
    }
    #expect(throws: DatasetError.self) { try catalog.load("mnist") }
  }

  /// `root=` of torchvision: its folder comes before all others, as it is, and has all that is asked for.
  @Test(arguments: [("mine", "mine/MNIST/raw"), ("mine", "mine/mnist"), ("my/mnist", "my/mnist")])
  func theFolderThatAProgramNamesComesFirst(root: String, folder: String) throws {
    let scratch = try Scratch()
    for folder in [folder, "data/mnist"] { try IDXFixture().write(to: scratch, folder) }
    var catalog = catalog(scratch, data: ["data"])
    #expect(try catalog.load("mnist").source.path == scratch.path + "/data/mnist")
    #expect(!catalog.hasAll(of: .named("mnist")!))
    catalog.workingFolder = scratch.path
    catalog.programFolder = root + "/"
    #expect(try catalog.load("mnist").source.path == scratch.path + "/" + folder)
    #expect(catalog.hasAll(of: .named("mnist")!))
    // Files of these names beside each other are as likely Fashion-MNIST's.
    try IDXFixture().write(to: scratch, "unnamed")
    for other in ["nowhere", "unnamed"] {
      catalog.programFolder = other
      #expect(try catalog.load("mnist").source.path == scratch.path + "/data/mnist")
    }
  }

  /// From the headers alone, and as reading has it: also where the set is not of the shape that is published.
  @Test(arguments: [false, true]) func theShapeIsKnownBeforeAnythingIsRead(gzip: Bool) throws {
    let scratch = try Scratch()
    try IDXFixture().write(to: scratch, "data/mnist", gzip: gzip)
    let catalog = catalog(scratch, data: ["data"])
    #expect(catalog.imageShape(of: "mnist") == ImageShape(channels: 1, height: 4, width: 5))
    #expect(try catalog.load("mnist").train.shape == catalog.imageShape(of: "mnist"))
    // A sample here, and the published set after a download: which of them, only that tells.
    #expect(catalog.imageShape(of: "mnist", downloads: true) == nil)
    #expect(catalog.imageShape(of: "shapes") == ShapesDataset.shape)
    #expect(catalog.imageShape(of: "./data") == nil && catalog.imageShape(of: "nothing") == nil)
    // As they are published.
    #expect(catalog.imageShape(of: "fashion_mnist") == ImageShape(channels: 1, height: 28, width: 28))
    #expect(catalog.imageShape(of: "cifar10", downloads: true) == ImageShape(channels: 3, height: 32, width: 32))
  }

  @Test func theShapeIsOpenWhereOnlyReadingTells() throws {
    let scratch = try Scratch()
    let catalog = catalog(scratch, data: ["first", "second"])
    // A sample, and behind it what says that it is whole: it is shorter than its header, and so the sample is taken.
    try IDXFixture().write(to: scratch, "first/mnist")
    var whole = IDXFixture()
    whole.files[IDXFixture.names[0]] = [2051, 60_000, 28, 28].flatMap(IDXFixture.big)
    whole.files[IDXFixture.names[2]] = [2051, 10_000, 28, 28].flatMap(IDXFixture.big)
    try whole.write(to: scratch, "second/mnist")
    #expect(catalog.imageShape(of: "mnist") == nil)
    #expect(try catalog.load("mnist").train.shape == ImageShape(channels: 1, height: 4, width: 5))
    // What says it is whole comes first.
    try scratch.remove("first")
    #expect(catalog.imageShape(of: "mnist") == ImageShape(channels: 1, height: 28, width: 28))
    // Two shapes, sizes that no file has, a file that is missing, one that is none of images.
    try scratch.remove("second")
    for (name, bytes) in [
      (IDXFixture.names[2], IDXFixture.images(3, height: 5)),
      (IDXFixture.names[0], [2051, 1 << 30, 1 << 30, 28].flatMap(IDXFixture.big)),
      (IDXFixture.names[0], [2051, 6, 0, 5].flatMap(IDXFixture.big)), (IDXFixture.names[2], nil),
      (IDXFixture.names[0], IDXFixture.labels(6)), (IDXFixture.names[0], [0, 0]),
    ] as [(String, [UInt8]?)] {
      var damaged = IDXFixture()
      damaged.files[name] = bytes
      try damaged.write(to: scratch, "first/mnist")
      #expect(catalog.imageShape(of: "mnist") == nil, "\(name): \(bytes ?? [])")
      #expect(throws: DatasetError.self) { try catalog.load("mnist") }
      try scratch.remove("first")
    }
  }

  @Test func aSampleSaysSoAndHowToGetTheWhole() throws {
    let scratch = try Scratch()
    try IDXFixture().write(to: scratch, "b/datasets/mnist-sample")
    let data = try catalog(scratch, executable: "b/release/elbow").load("mnist")
    let note = try #require(data.notes.first)
    #expect(!note.contains("\n"))
    for words in ["sample of MNIST", "60,000 + 10,000", scratch.path + "/home/.local", "ELBOW_DATA"] {
      #expect(note.contains(words))
    }
  }

  @Test func whatIsNotThereIsLookedForEverywhere() throws {
    let scratch = try Scratch()
    let catalog = catalog(scratch, data: ["a"], xdg: scratch.path + "/xdg/", executable: "b/release/elbow")
    let error = try #require(throws: DatasetError.self) { try catalog.load("mnist") }
    #expect(error.code == .notFound)
    #expect(error.suggestion?.contains("ELBOW_DATA") == true)
    let looked = ["a", "a/mnist", "a/MNIST/raw", "xdg/elbow/datasets/mnist", "b/datasets/mnist-sample"]
    for place in looked { #expect(error.notes.contains("looked in \(scratch.path)/\(place)")) }
  }

  @Test func relativesAreNotTakenForEachOther() throws {
    // The files have the same names, so that only the folder's tells them apart.
    let scratch = try Scratch()
    try IDXFixture().write(to: scratch, "data/mnist")
    #expect(throws: DatasetError.self) { try catalog(scratch, data: ["data/mnist"]).load("fashion_mnist") }
    #expect(try catalog(scratch, data: ["data/mnist"]).load("mnist").title == "MNIST")
    try IDXFixture().write(to: scratch, "other/fashion-mnist")
    #expect(throws: DatasetError.self) { try catalog(scratch, data: ["other/fashion-mnist"]).load("mnist") }
    let fashion = try catalog(scratch, data: ["other/fashion-mnist/"]).load("fashion_mnist")
    #expect(fashion.train.classNames[9] == "ankle boot")
  }

  @Test func anIncompleteFolderIsReportedNotPassedOver() throws {
    let scratch = try Scratch()
    try IDXFixture().write(to: scratch, "first/mnist")
    try IDXFixture().write(to: scratch, "second/mnist")
    try scratch.remove("first/mnist/" + IDXFixture.names[3])
    let error = #expect(throws: DatasetError.self) { try catalog(scratch, data: ["first", "second"]).load("mnist") }
    #expect(error?.description.contains("t10k-labels-idx1-ubyte") == true)
  }

  @Test func aTildeIsTheHomeFolder() throws {
    let scratch = try Scratch()
    try IDXFixture().write(to: scratch, "home/digits")
    let environment = ["HOME": scratch.path + "/home", "ELBOW_DATA": "~/digits"]
    #expect(try DatasetCatalog(environment: environment, executable: nil).load("mnist").train.count == 6)
    #expect(try DatasetCatalog(environment: environment, executable: nil).load("~/digits").title == "digits")
  }

  @Test(arguments: ["", "mnits", "MNIST", "/nowhere/at/all", ".", "/dev/null", "\u{0}/x", "~"])
  func nonsenseIsRefused(request: String) {
    #expect(throws: DatasetError.self) { try DatasetCatalog(environment: [:], executable: nil).load(request) }
  }

  @Test func unreadableThingsAreNamed() throws {
    let scratch = try Scratch()
    var fixture = IDXFixture()
    fixture.files[IDXFixture.names[0]] = nil
    try fixture.write(to: scratch, "mnist")
    // A folder of the file's name is no file.
    try scratch.write([], to: "mnist/\(IDXFixture.names[0])/x")
    #expect(throws: DatasetError.self) { try catalog(scratch, data: [""]).load("mnist") }
  }

  @Test("the home folder, whatever the path goes on with")
  func home() {
    #expect(DatasetCatalog(environment: ["HOME": "/home/me"]).expanded("~/\u{301}a") == "/home/me/\u{301}a")
  }
}
