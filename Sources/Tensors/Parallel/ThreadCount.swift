import Glibc

/// How many threads compute where the session does not say, and what decides it.
package struct ThreadCount: Sendable, Equatable {
  /// What is known of the processors, and of what the user wants.
  package struct Facts: Sendable {
    /// `ELBOW_THREADS`.
    var wish: String?
    /// Processors that the machine has switched on.
    var online: Int
    /// Processors that this process may run on (`taskset`, a batch system, a container's set); nil where unknown.
    var allowed: Int?
    /// How many processors' time this process may take, of a container; nil for any.
    var quota: Double?
    /// How many processes of one session compute on this machine, this one among them.
    var neighbours = 1

    package init(
      wish: String? = nil, online: Int, allowed: Int? = nil, quota: Double? = nil, neighbours: Int = 1
    ) {
      (self.wish, self.online, self.allowed, self.quota) = (wish, online, allowed, quota)
      self.neighbours = neighbours
    }
  }

  package let count: Int
  /// In words that follow the number: `one for each processor`.
  package let reason: String

  /// As many threads as can run at once: more would wait for each other in turns.
  package init(_ facts: Facts) {
    if let wish = Self.number(facts.wish) {
      (count, reason) = (min(wish, ParallelFor.mostThreads), "as ELBOW_THREADS says")
      return
    }
    var (most, reason) = (max(1, facts.online), "one for each processor")
    if let allowed = facts.allowed, (1..<most).contains(allowed) {
      most = allowed
      reason = "of \(facts.online) processors, \(allowed) may be used here (taskset, or a container's set)"
    }
    if let quota = facts.quota, quota > 0, quota <= Double(most - 1) {
      most = Int(quota.rounded(.up))
      reason = "of \(facts.online) processors, the container may use \(Self.text(quota))"
    }
    // Where `mpirun` binds each to processors of its own, these are fewer already.
    let all = min(facts.online, facts.quota.map { $0 > 0 ? Int($0.rounded(.up)) : facts.online } ?? facts.online)
    let share = max(1, all / max(1, facts.neighbours))
    if facts.neighbours > 1, share < most {
      (most, reason) = (share, "as \(facts.neighbours) processes share \(facts.online) processors")
    }
    (count, self.reason) = (min(most, ParallelFor.mostThreads), reason)
  }

  package static let standard = ThreadCount(Facts.here)

  /// What `ELBOW_THREADS` says that cannot be done; nil where there is no such thing.
  package static var ignoredWish: String? {
    guard let wish = Facts.here.wish, !wish.isEmpty, number(wish) == nil else { return nil }
    return wish
  }

  private static func number(_ wish: String?) -> Int? { wish.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } }

  /// `2`, `1.5`: at most two decimals.
  private static func text(_ number: Double) -> String {
    let text = "\((number * 100).rounded() / 100)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension ThreadCount.Facts {
  /// Of this process.
  fileprivate static var here: Self {
    Self(
      wish: getenv("ELBOW_THREADS").map { String(cString: $0) }, online: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
      allowed: allowed(status: SmallFile.text(of: "/proc/self/status")), quota: quota(of: ControlGroups()),
      neighbours: neighbours { getenv($0).map { String(cString: $0) } })
  }

  /// How many processes `mpirun` has started on this machine: Open MPI and MPICH each say it in a variable.
  package static func neighbours(_ environment: (String) -> String?) -> Int {
    ["OMPI_COMM_WORLD_LOCAL_SIZE", "MPI_LOCALNRANKS"].lazy.compactMap(environment).compactMap { Int($0) }.first ?? 1
  }

  /// How many processors /proc/self/status lists, as `Cpus_allowed_list: 0-3,8`. (Swift does not see `sched_getaffinity`, a
  /// GNU extension.)
  package static func allowed(status: String) -> Int? {
    let name = "Cpus_allowed_list:"
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return nil }
    var count = 0
    for range in line.dropFirst(name.count).split(separator: ",") {
      let ends = range.split(separator: "-").map { Int($0.filter { $0 != " " && $0 != "\t" }) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last else {
        return nil
      }
      count += last - first + 1
    }
    return count > 0 ? count : nil
  }

  /// The tightest quota of the control groups, in processors: of version 2 `cpu.max` says `150000 100000`, of version 1 two
  /// files say the same, in microseconds.
  package static func quota(of groups: ControlGroups) -> Double? {
    groups.groups(limiting: "cpu").compactMap { group -> Double? in
      let text =
        group.isSecondVersion
        ? group.file("cpu.max") : group.file("cpu.cfs_quota_us") + " " + group.file("cpu.cfs_period_us")
      let numbers = text.split { $0 == " " || $0 == "\n" }.map { Double($0) }
      // Without a quota they say "max", or -1.
      guard numbers.count == 2, let time = numbers[0], let period = numbers[1], time > 0, period > 0 else { return nil }
      return time / period
    }.min()
  }
}
