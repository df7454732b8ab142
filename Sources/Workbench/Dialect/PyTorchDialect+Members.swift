import Language

extension PyTorchDialect {
  static let members: ForeignMembers = {
    var members = ForeignMembers()
    members.idle = moving
    members.copying = ["clone"]
    members.views = [
      "detach", "view", "view_as", "reshape", "flatten", "unsqueeze", "squeeze", "expand", "permute", "transpose", "t",
      "chunk", "split", "select", "narrow", "unflatten",
    ]
    let functions = others.filter { $0.hasPrefix("torch.") }.map { String($0.dropFirst("torch.".count)) }
    members.others = Set(functions).union(["bernoulli", "scatter"])
    return members
  }()

  /// Methods that move a tensor about elsewhere, written behind what has just been made.
  private static let moving: Set<String> = ["cuda", "cpu", "numpy", "contiguous"]
  /// Methods that leave a tensor's numbers as they are.
  static let staying: Set<String> = moving.union(["float", "double"])

  func advice(on member: UnknownMember) -> MemberAdvice? {
    switch (member.value, member.value.typeName) {
    case (.builtin(let entry), _): return entry.name == "model" ? adviceOnModels(member.name) : nil
    case (_, "tensor"): return adviceOnTensors(member)
    case (_, "model"): return adviceOnModels(member.name) ?? member.adviceOnContainers
    case (_, "layer"), (_, "network"): return adviceOnLayers(member) ?? member.adviceOnContainers
    default: return member.adviceOnContainers
    }
  }

  /// What PyTorch asks of a model, and the commands do by themselves.
  private func adviceOnModels(_ name: String) -> MemberAdvice? {
    switch name {
    case "eval", "train": MemberAdvice(.member(""), addition: ": the commands switch its networks by themselves")
    case "parameters":
      MemberAdvice(
        .member("networks()"), addition: "; `networks` gives its encoder and decoder, which an optimizer takes")
    default: nil
    }
  }

  private func adviceOnLayers(_ member: UnknownMember) -> MemberAdvice? {
    let isLayer = member.value.typeName == "layer"
    switch member.name {
    case "forward": return member.hasArguments ? MemberAdvice(.member("$x($a)")) : nil
    case "weight" where isLayer: return MemberAdvice(.member("$x.parameters()[0]"))
    case "bias" where isLayer: return MemberAdvice(.member("$x.parameters()[1]"))
    case "to": return Self.needless(member.name, .method(Self.converting(.network, isMask: false)))
    case _ where Self.staying.contains(member.name): return Self.needless(member.name, .omitted)
    default: return nil
    }
  }

  /// The advice on a method that converts or moves a value, where nothing is to be converted or moved.
  static func needless(_ name: String, _ fixIt: FixIt) -> MemberAdvice {
    MemberAdvice(fixIt, message: "`.\(name)` is left out here: tensors are float32, in the processor's memory")
  }
}
