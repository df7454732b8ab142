import Language

/// How people who know a library called `cookbook` write what the kitchen does.
struct KitchenDialect: Dialect {
  let languageName = "Ladle"
  let counterpart = "Cookbook"

  var names: ForeignNames {
    var names = ForeignNames()
    names.examples = [
      "simmer": "bake minutes=120, heat=90", "double": "mix(dough, dough)", "put": "serve bread",
    ]
    names.akin = ["roast": "bake"]
    names.falseFriends = ["fluor"]
    names.explanations = ["leave": ForeignNames.Explanation("nobody leaves", suggestion: "stay for the coffee")]
    names.suffixes = ["taste": ".taste"]
    names.idleArguments = ["hob": ForeignNames.IdleArgument(ofMethod: "on", because: "there is one hob")]
    names.loops = ForeignLoops(
      ["pantry"], wrappers: ["timer"], size: "at_once", entry: "flour", because: "`flour` gives one ingredient"
    ) { use in use.loop(through: "[flour(\(use.size.isEmpty ? "1" : use.size))]") }
    return names
  }

  var modules: ForeignModules {
    var modules = ForeignModules()
    modules.names = ["cookbook", "cb", "stove"]
    modules.abbreviations = [("cookbook.", "cb.")]
    modules.namesakes = ["cb": .all]
    modules.namesakesWithin = ["stove": .some(["weigh"])]
    modules.commands = ["cb.bake"]
    modules.others = ["cb.flour"]
    modules.modulesOfCalls = ["cb"]
    modules.examples = ["cb.open": "serve bread"]
    modules.idleParts = ForeignModules.IdleParts(fragments: ["gas"], functions: ["light"], because: "the oven is hot")
    modules.idleFunctions = ["wait": ForeignModules.IdleFunction(of: ["stove"], because: "all waits by itself")]
    modules.swapped = [
      "cb.pour": ForeignModules.SwappedCall(
        "mix", first: "b", because: "`mix` takes the bowl first", example: "mix(bowl, b=milk)")
    ]
    modules.arrays = ForeignArrays(
      prefix: "cb.", conversion: "listed", methods: ["weigh": "weigh(x)"], alikeWithoutArguments: [],
      difference: "of its lists counts in pounds")
    return modules
  }

  var calls: ForeignCalls {
    var calls = ForeignCalls()
    calls.byName = [
      "double": ForeignCall("input", "mix({input}, {input})", because: "it is mixed with itself"),
      "scale": ForeignCall("input factor times=1 note~", "($input * $factor)", "($input * $factor * $times)"),
      "put": ForeignCall("what", "serve {what}", because: "it is a command"),
    ]
    calls.byPath = ["math.gram": ForeignCall("x", "($x / 1000)", because: "a kilogram has 1000")]
    calls.objects = [
      "Mixer": ForeignObject("a, b", "mix") { arguments in
        guard arguments.allSatisfy({ $0.name == "speed" }) else { return nil }
        return ForeignObject.Settings(arguments: arguments.map { "speed=\($0.text)" })
      }
    ]
    calls.parameterNames = ["by": "factor"]
    calls.repeatable = ["flour"]
    return calls
  }

  var parameters: ForeignParameters {
    var parameters = ForeignParameters()
    parameters.renamed = ["time": ["minutes"]]
    parameters.rewritten = ["gas": RewrittenParameter(because: "it is electric", ["4": "heat=180"])]
    parameters.rules = [
      "portions": ParameterRule(besides: "speed", because: "a dough is multiplied") { call in
        [.leavingOut, .behind(" * \(call.arguments[call.blamed].operand)")]
      }
    ]
    parameters.idle = [
      "fan": IdleParameter(because: "there is none", asksNothing: { $0 == "False" }),
      "cold": IdleParameter(because: "a dough rests first", wrapper: "weigh"),
    ]
    return parameters
  }

  var members: ForeignMembers {
    var members = ForeignMembers()
    members.idle = ["covered", "listed"]
    members.copying = ["again"]
    members.others = ["flour"]
    return members
  }

  var phrases: Phrases {
    var phrases = Phrases()
    phrases.command = "bake"
    phrases.assignmentOfItems = "mix a new one"
    phrases.examples = ["print": "print(\"grams\", 500)"]
    return phrases
  }

  func advice(on member: UnknownMember) -> MemberAdvice? {
    guard member.value.typeName == "dough" else { return member.adviceOnContainers }
    switch member.name {
    case "mass": return MemberAdvice(.member("weigh($x)"))
    case "covered": return MemberAdvice(.omitted, message: "a dough is always covered")
    case "scale": return MemberAdvice(.call("scale", isInPlace: false))
    case "scale_": return MemberAdvice(.call("scale", isInPlace: true), addition: ": a dough stays as it is")
    case "again": return MemberAdvice(.method { $0.isFollowed ? .text("mix(\($0.receiver), flour(0))") : .receiver })
    default: return nil
    }
  }
}
