import Graphics
import Language
import Networks
import Tensors

/// What `torch.utils.tensorboard` is made of.
extension Namespaces {
  private final class EventFileValue: ObjectValue {
    let log: TensorBoardLog
    init(_ log: TensorBoardLog) { self.log = log }
    var typeName: String { "event file" }
    func repr() -> String { "<event file>" }
  }

  var eventFiles: [Entry] {
    func log(_ arguments: Arguments) throws -> TensorBoardLog {
      guard case .object(let object) = arguments["file"], let file = object as? EventFileValue else {
        throw Diagnostic(.type, "this is no event file", parameter: "file")
      }
      return file.log
    }
    let file = Parameter("file", .any, "an event file")
    let tag = Parameter("tag", .string, "what it is called")
    let step = Parameter("step", .integer(), "of which step")
    return [
      entry(
        "_event_file", "a new file for TensorBoard", [Parameter("folder", .string, "its folder")], result: "event file"
      ) { arguments, _ in .object(EventFileValue(try TensorBoardLog(arguments.string("folder")))) },
      entry(
        "_add_scalar", "writes a number", [file, tag, Parameter("value", .any, "the number"), step], result: "None"
      ) { arguments, _ in
        var value = ProtobufMessage()
        value.add(1, arguments.string("tag"))
        value.add(2, Float(arguments["value"].number ?? .nan))
        try log(arguments).add([value], step: arguments.integer("step"))
        return .none
      },
      entry(
        "_add_image", "writes an image", [file, tag, Parameter("image", .like("tensor"), "the image"), step],
        result: "None"
      ) { arguments, _ in
        let image = try arguments.tensor("image", for: "add_image").value
        guard image.rank == 3, [1, 3].contains(image.shape[0]) else {
          throw Diagnostic(
            .shape, "add_image takes an image of 1 or 3 channels, and this is \(image.shape)", parameter: "image")
        }
        let colors = image.shape[0] == 3 ? image : try Tensor.concatenated([image, image, image], 0)
        var picture = ProtobufMessage()
        picture.add(1, image.shape[1])
        picture.add(2, image.shape[2])
        picture.add(3, 3)
        picture.add(4, try PNG.encode(Self.raster(colors)))
        var value = ProtobufMessage()
        value.add(1, arguments.string("tag"))
        value.add(4, picture)
        try log(arguments).add([value], step: arguments.integer("step"))
        return .none
      },
    ]
  }
}
