import Foundation
import Language
import TestSupport
import Testing

/// Data sets under torchvision's names: what stands in their attributes, and in which cell their transforms run.
@Suite struct DataValueTests {
  /// CIFAR-10 with two images to a batch: red, green and blue bytes are 10, 20 and 30 more than the batch's number.
  private static func cifar(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "elbow-cifar-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (number, name) in ((1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"]).enumerated() {
      let image = [10, 20, 30].flatMap { [UInt8](repeating: UInt8($0 + number), count: 1_024) }
      try Data([3] + image + [9] + image).write(to: folder.appending(path: name))
    }
    try body(folder.path)
  }

  @Test func colourPhotographsAreAnArrayWithTheirColoursLast() throws {
    try Self.cifar { folder in
      try atDesk { desk in
        let made = "d = datasets.CIFAR10(\"\(folder)\")\nimg, y = d[2]"
        let shown = desk.shown(
          made,
          "(d.data.shape, d.data[2, 0, 0].tolist(), d.data.dtype == np.uint8, d.targets[:3], type(d.targets) is list, len(d))"
        )
        #expect(shown == "((10, 32, 32, 3), [11, 21, 31], True, [3, 9, 3], True, 10)\n")
        let image = desk.shown("(np.array(img).shape, np.array(img)[5, 5].tolist(), img.size, img.mode, y)")
        #expect(image == "((32, 32, 3), [11, 21, 31], (32, 32), 'RGB', 3)\n")
      }
    }
  }

  /// What is chosen of a data set, or written into it, is what its examples are from then on, as in torchvision.
  @Test func whatIsPutIntoADataSetIsThere() throws {
    try Self.cifar { folder in
      try atDesk { desk in
        let made = """
          d = datasets.CIFAR10("\(folder)", transform=transforms.ToTensor())
          mask = np.array(d.targets) == 9
          d.data, d.targets = d.data[mask], [t for t, m in zip(d.targets, mask) if m]
          d.data[1] = 255
          d.targets[0] = 4
          loader = torch.utils.data.DataLoader(d, batch_size=3)
          x, y = next(iter(loader))
          """
        let shown = desk.shown(
          made,
          "(len(d), x.shape, x[0, 0, 0, 0].item() == d[0][0][0, 0, 0].item(), x[1].min().item(), y.tolist(), d[0][1])")
        #expect(shown == "(5, (3, 3, 32, 32), True, 1.0, [4, 9, 9], 4)\n")
        let levels = desk.shown("[round(255 * d[i][0][2, 5, 5].item()) for i in range(5)]")
        #expect(levels == "[30, 255, 32, 33, 34]\n")
        let turned = desk.shown(
          "d.transform = transforms.Compose([transforms.ToTensor(), transforms.Lambda(lambda v: v * 0)])\nd.target_transform = lambda t: t + 100",
          "(d[0][0].sum().item(), d[0][1], next(iter(loader))[1].tolist())")
        #expect(turned == "(0.0, 104, [104, 109, 109])\n")
      }
    }
  }

  /// Who has looked at the data gets the same images as before, to the bit; other numbers than bytes are no images.
  @Test func lookingAtTheDataChangesNoImage() throws {
    try Self.cifar { folder in
      try atDesk { desk in
        let made = """
          d = datasets.CIFAR10("\(folder)", transform=transforms.ToTensor())
          before = [d[i][0] for i in range(10)]
          d.data, d.targets
          loader = torch.utils.data.DataLoader(d, batch_size=10)
          """
        let same = desk.shown(
          made,
          "(all(torch.equal(before[i], d[i][0]) for i in range(10)), torch.equal(torch.stack(before), next(iter(loader))[0]))"
        )
        #expect(same == "(True, True)\n")
        #expect(desk.shown("d.data = d.data / 255", "d[0]").contains("bytes from 0 to 255"))
        #expect(desk.shown("next(iter(loader))").contains("bytes from 0 to 255"))
      }
    }
  }

  @Test(arguments: [
    ("d.data = torch.zeros(2, 3)", "images of 32×32×3"), ("d.targets = 3", "a number for each image"),
    ("d.classes = []", "read"),
  ])
  func whatDoesNotFitADataSetIsRefused(_ cell: String, _ words: String) throws {
    try Self.cifar { folder in
      try atDesk { desk in
        let text = desk.shown("d = datasets.CIFAR10(\"\(folder)\")", cell)
        #expect(text.contains(words), "\(cell): \(text)")
        #expect(desk.shown("len(d)") == "10\n")
      }
    }
  }

  /// Pictures that are written and read as with Pillow.
  @Test func picturesAreReadAndWritten() throws {
    try Self.cifar { folder in
      try atDesk { desk in
        let made = """
          from PIL import Image
          grey = Image.fromarray((np.arange(12).reshape(3, 4) * 20).astype(np.uint8))
          grey.save("\(folder)/grey.png")
          colours = Image.new("RGB", (5, 2), (10, 200, 30))
          colours.convert("RGB").resize((10, 4)).save("\(folder)/colours.png", quality=95)
          import pathlib
          grey.save(pathlib.Path("\(folder)") / "path.png")
          c = Image.open(pathlib.Path("\(folder)") / "path.png")
          a, b = Image.open("\(folder)/grey.png"), Image.open("\(folder)/colours.png")
          """
        let shown = desk.shown(
          made,
          "(a.mode, a.size, np.array(a).tolist()[2], b.mode, b.size, np.array(b)[3, 9].tolist(), isinstance(a, Image.Image))"
        )
        #expect(shown == "('L', (4, 3), [160, 180, 200, 220], 'RGB', (10, 4), [10, 200, 30], True)\n")
        #expect(desk.shown("np.array(a.transpose(Image.FLIP_LEFT_RIGHT)).tolist()[0]") == "[60, 40, 20, 0]\n")
        _ = desk.run("plt.plot([1, 2])\nplt.savefig(pathlib.Path(\"\(folder)\") / \"plot.png\")")
        #expect(
          desk.shown("c.size, np.array_equal(np.array(a), np.array(c)), Image.open(\"\(folder)/plot.png\").mode")
            == "((4, 3), True, 'RGB')\n")
        for (cell, words) in [
          ("Image.open(\"\(folder)/none.png\")", "no such file"),
          ("Image.open(\"\(folder)/data_batch_1.bin\")", "neither PNG nor JPEG"),
          ("Image.fromarray(np.ones((2, 2)))", "astype(np.uint8)"), ("Image.fromarray(torch.ones(2, 2))", "x.numpy()"),
          ("a.resize(3)", "width and the height"), ("a.resize((2, 2), Image.LANCZOS)", "BICUBIC"),
          ("Image.Image()", "isinstance"),
          ("Image.new(\"CMYK\", (2, 2))", "RGBA"),
          ("datasets.CIFAR10(\"\(folder)\")[0][0].save(\"x.png\")", "fromarray"),
        ] {
          let text = desk.shown(cell)
          #expect(text.contains(words), "\(cell): \(text)")
        }
      }
    }
  }

  /// An image is no tensor: what takes it for one says so.
  @Test(arguments: ["torch.tensor(img)", "img / 255", "linear(32, 2)(img)", "torch.mean(img)"])
  func anImageIsNoTensor(_ cell: String) throws {
    try Self.cifar { folder in
      try atDesk { desk in
        let text = desk.shown("img, y = datasets.CIFAR10(\"\(folder)\")[0]", cell)
        #expect(text.contains("32×32 pixels") && text.contains("ToTensor()(img)"), "\(cell): \(text)")
      }
    }
  }

  /// A transform that is defined in one cell writes in the one that goes through the data.
  @Test(arguments: ["for x, y in d:", "for x, y in torch.utils.data.DataLoader(d):", "for x, y in loader:"])
  func transformsRunInTheCellThatLoops(_ loop: String) throws {
    try Self.cifar { folder in
      try atDesk { desk in
        let first = """
          def seen(im):
              print("seen", end=" ")
              return transforms.ToTensor()(im)
          d = datasets.CIFAR10("\(folder)", transform=seen)
          loader = torch.utils.data.DataLoader(d)
          """
        #expect(desk.run(first).error == nil)
        let other = RecordedOutput()
        let result = desk.interpreter.run("\(loop)\n    break", named: "later", output: other)
        #expect(result.error == nil && other.transcript == "seen ", "\(result.errorText(.plain))")
        #expect(desk.output.transcript.isEmpty)
      }
    }
  }

  /// `tolist()` of more than a list holds is an error, and the process goes on.
  @Test(arguments: [
    "torch.zeros(2000000000, 0).tolist()", "torch.zeros(2000000000, 0, 3).tolist()",
    "np.zeros((2000000000, 0)).tolist()",
  ])
  func listsOfNothingAreCountedToo(_ cell: String) throws {
    try atDesk { desk in
      #expect(desk.run(cell).error?.kind == .memory, "\(cell): \(desk.run(cell).errorText(.plain))")
      #expect(desk.shown("torch.zeros(2, 0, 3).tolist()") == "[[], []]\n")
    }
  }

  /// A list's sum begins anywhere; a tensor's has no beginning.
  @Test func whereASumBegins() throws {
    try atDesk { desk in
      #expect(desk.shown("sum([1, 2], start=0.5)") == "3.5\n")
      #expect(desk.shown("sum([[1], [2]], start=[])") == "[1, 2]\n")
      #expect(desk.shown("sum(torch.ones(2, 3), start=1)").contains("no `start`"))
      #expect(desk.shown("sum(np.ones((2, 3)), 1)").contains("np.sum(a, axis="))
    }
  }
}
