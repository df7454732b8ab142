import Datasets
import Foundation
import Language
import TestSupport
import Testing
import Workbench

/// What `data` is told, as training and saving see it.
@Suite struct DataOptionTests {
  private static let small = "model latent=2, hidden=8\n"

  @Test func everyBatchIsDrawnAnew() throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\", binarize=\"dynamic\");\na = batch(128)\nb = batch(128)")
      // All images, each time in another order and drawn anew; the whole differs, and is black or white.
      #expect(try desk.numbers("a.sum()") != desk.numbers("b.sum()"))
      #expect(try desk.numbers("((a == 0) + (a == 1)).sum()") == [128 * 784])
      // What is only looked at stays the same.
      #expect(try desk.numbers("(images() != images()).sum()") == [0])
      #expect(try desk.numbers("(images(\"test\") != images(\"test\")).sum()") == [0])
    }
  }

  @Test func aTrainingOnDrawnPixelsGoesOnToTheBit() throws {
    let file = SmallDataset.workingFolder + "/dynamic-\(UUID().uuidString)"
    let data = "data(\"mnist\", batch=32, binarize=\"dynamic\", validation=0.25);\n"
    func state(_ desk: Desk) throws -> [Double] {
      try desk.numbers("history().steps") + desk.numbers("networks()[1].parameters[0]")
    }
    let whole = try atDesk { desk in
      try desk.value(data + Self.small + "train(epochs=2, validate=True);\nsave \"\(file)\"\ntrain(epochs=2);")
      return try state(desk)
    }
    let resumed = try atDesk { desk in
      try desk.value("load \"\(file)\"\ntrain(epochs=2);")
      #expect(desk.session.dataset?.options.binarize == .dynamic && desk.session.dataset?.validation?.count == 32)
      return try state(desk)
    }
    #expect(whole == resumed)
    // Drawn anew, the second epoch sees other pixels than those drawn once.
    let fixed = try atDesk { desk in
      try desk.value(data.replacing("dynamic", with: "static") + Self.small + "train(epochs=4);")
      return try state(desk)
    }
    #expect(fixed != whole)
    // A session whose data are loaded otherwise does not take them for its own.
    let other = try atDesk { desk in
      try desk.value(data.replacing("binarize=\"dynamic\", ", with: "") + "load \"\(file)\"\ntrain(epochs=2);")
      return try state(desk)
    }
    #expect(other == whole)
  }

  @Test func trainingLooksAtTheImagesHeldOutForIt() throws {
    func validation(_ data: String) throws -> [Double] {
      try atDesk { desk in
        try desk.value("data(\"mnist\", train=96\(data));\n" + Self.small + "train(epochs=1, validate=True);")
        return try desk.numbers("history().validation")
      }
    }
    #expect(try validation("") != validation(", validation=20"))
    try atDesk { desk in
      try desk.value("data(\"mnist\", validation=20);\n" + Self.small + "e = evaluate(\"validation\")")
      #expect(desk.shown("evaluate validation").contains("20 validation images"))
    }
  }

  @Test func aTensorIsDataUntilTheSessionEnds() throws {
    let file = SmallDataset.workingFolder + "/tensor-\(UUID().uuidString)"
    try atDesk { desk in
      try desk.value(
        "x = rand(40, 4, 4)\ndata x, batch=8\nmodel mlp, latent=2, hidden=8\ntrain(epochs=1);\nsave \"\(file)\"")
      try desk.value("train(epochs=1);\nload \"\(file)\"\ntrain(epochs=1);")
      #expect(desk.run("labels()").errorText(.plain).contains("data x, labels=y"))
      #expect(desk.run("interpolate 3, 8").errorText(.plain).contains("nobody knows the classes"))
      #expect(desk.run("map").error == nil && desk.run("sample 4").error == nil)
    }
    #expect(Desk().shown("load \"\(file)\"").contains("they came from a tensor"))
  }

  @Test func pathsAreCompletedInsideOfTheString() throws {
    try atDesk { desk in
      let cell = "data \"\(SmallDataset.folder.dropLast(2))"
      let matches = desk.interpreter.complete(cell, cursor: cell.unicodeScalars.count).matches.map(\.text)
      #expect(matches.contains(SmallDataset.folder + "/"), "\(matches)")
    }
  }

  @Test(arguments: [
    ("data mnist, download=True", "ELBOW_OFFLINE=1 forbids it"),
    ("data shapes, download=True", "drawn, not downloaded"),
    ("data \"./x\", download=True", "no published set"),
  ])
  func nothingIsDownloadedWhereItIsForbidden(cell: String, words: String) throws {
    try onBigStack {
      var catalog = SmallDataset.catalog
      catalog.environment["ELBOW_OFFLINE"] = "1"
      let text = Desk(catalog).run(cell).errorText(.plain)
      #expect(text.contains(words), "\(text)")
    }
  }

  @Test func whatFailsLosesNothing() throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\", batch=32);\n" + Self.small + "train(epochs=1);")
      for cell in [
        "data \"nowhere.npy\"", "data zeros(3)", "data zeros(5, 4, 4) - 1", "data mnist, classes=[11]",
        "data mnist, validation=128", "data mnist, train=1000", "data mnist, classes=[\"cat\"]",
        "data zeros(4, 2, 2), labels=zeros(3)", "data mnist, labels=zeros(3)", "data {}", "data mnist, classes=[1.5]",
        "data tensor([[[float(\"nan\")]], [[1]]])",
      ] {
        let result = desk.run(cell)
        #expect(result.error != nil && result.error?.kind != .internal, "\(cell)")
        #expect(desk.session.dataset?.train.count == 128 && desk.session.trainer?.history.epochs.count == 1, "\(cell)")
      }
    }
  }
}
