import Language

extension PyTorchDialect {
  /// Methods and attributes of other libraries' tensors.
  func adviceOnTensors(_ member: UnknownMember) -> MemberAdvice? {
    let (name, hasArguments) = (member.name, member.hasArguments)
    let tensor = member.value.asTensor
    let (isMask, isChanging) = (tensor?.isMask ?? false, tensor?.isChangedInPlace ?? false)
    switch name {
    // NumPy's `size` is a number, PyTorch's `size()` a shape.
    case "size", "Size":
      return MemberAdvice(.member(hasArguments ? "$x.shape[$a]" : "$x.shape", attribute: "len($x.reshape(-1))"))
    case "ndim", "dim", "rank", "ndimension": return MemberAdvice(.member("len($x.shape)"))
    case "nelement": return MemberAdvice(.member("len($x.reshape(-1))"))
    case "t": return MemberAdvice(.member("$x.T"))
    // The items of a row are numbers, those of a matrix rows.
    case "tolist":
      return member.value.detail.map { !$0.contains("×") } ?? false ? MemberAdvice(.member("list($x)")) : nil
    case "data": return MemberAdvice(.member("$x.detach()"))
    case "bool": return MemberAdvice(.member("($x != 0)"))
    case "clone", "copy":
      // A parameter's copy stays as it is when the parameter learns.
      return MemberAdvice(isChanging ? .member("(1 * $x)") : .method(Self.copying))
    case "float", "double": return isMask ? MemberAdvice(.member("(1 * $x)")) : Self.needless(name, .omitted)
    case "long", "int", "short", "byte", "char":
      return MemberAdvice(
        .method(Self.converting(.whole, isMask: isMask)),
        message:
          "`.\(name)` cuts off what is behind the point: tensors are float32, and whole numbers need no type")
    case "to", "type", "astype":
      return Self.needless(name, .method(Self.converting(name == "to" ? .to : .type, isMask: isMask)))
    case _ where Self.staying.contains(name): return Self.needless(name, .omitted)
    case "where":
      // The tensor stands in the middle: x.where(condition, otherwise).
      return MemberAdvice(nil, addition: ": it is a function, where(condition, x, otherwise)")
    case _ where name.hasSuffix("_"): return adviceOnChanges(member, isChanging: isChanging)
    default:
      return Self.calls.byName[name].flatMap { $0.isMethod ? MemberAdvice(.call(name, isInPlace: false)) : nil }
    }
  }

  /// Methods that change a tensor in place.
  private func adviceOnChanges(_ member: UnknownMember, isChanging: Bool) -> MemberAdvice? {
    func changed(_ fixIt: FixIt) -> MemberAdvice {
      MemberAdvice(fixIt, addition: ": tensors do not change, and a name is given what comes of them")
    }
    let plain = String(member.name.dropLast())
    switch member.name {
    case "requires_grad_": return member.hasArguments ? nil : changed(.inPlace("parameter($x)"))
    // What a parameter becomes under a new name, no optimizer knows.
    case _ where isChanging: return nil
    case "zero_": return changed(.inPlace("zeros_like($x)"))
    case "fill_": return changed(.inPlace("full_like($x, $a)"))
    case _ where Self.calls.byName[plain]?.isMethod ?? false: return changed(.call(plain, isInPlace: true))
    default: return member.table.method(plain) == nil ? nil : changed(.inPlace("$x.\(plain)($a)"))
    }
  }

  /// A copy of what has just been made needs no copying, unless a method that follows changes it in place.
  @Sendable private static func copying(_ use: MethodUse) -> RewrittenMethod? {
    use.isFollowed ? .text("(1 * \(use.receiver))") : .receiver
  }
}
