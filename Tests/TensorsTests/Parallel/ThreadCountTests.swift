import Tensors
import Testing

@Suite struct ThreadCountTests {
  private typealias Facts = ThreadCount.Facts

  @Test func theLeastOfWhatMayBeUsedDecides() {
    #expect(ThreadCount(Facts(online: 8)) == ThreadCount(Facts(online: 8, allowed: 8, quota: 8)))
    #expect(ThreadCount(Facts(online: 8)).count == 8)
    #expect(ThreadCount(Facts(online: 8, allowed: 3)).count == 3)
    #expect(ThreadCount(Facts(online: 8, allowed: 3, quota: 2)).count == 2)
    #expect(ThreadCount(Facts(online: 8, allowed: 2, quota: 6)).count == 2)
    // What is begun of a processor is worth a thread.
    #expect(ThreadCount(Facts(online: 8, quota: 1.5)).count == 2)
    #expect(ThreadCount(Facts(online: 8, quota: 0.2)).count == 1)
    #expect(ThreadCount(Facts(online: 2, quota: 1.5)).count == 2)
    #expect(ThreadCount(Facts(online: 0)).count == 1)
    #expect(ThreadCount(Facts(online: 1000)).count == 256)
    #expect(ThreadCount(Facts(online: 4, allowed: 0, quota: -1)).count == 4)
  }

  @Test func theUsersWishComesFirst() {
    #expect(ThreadCount(Facts(wish: "5", online: 8, allowed: 1, quota: 1)).count == 5)
    #expect(ThreadCount(Facts(wish: "5000", online: 8)).count == 256)
    for wish in ["", "0", "-2", "many", "2.5"] {
      #expect(ThreadCount(Facts(wish: wish, online: 8, allowed: 3)).count == 3, "\(wish)")
    }
  }

  @Test func theReasonIsTheOneThatDecided() {
    #expect(ThreadCount(Facts(wish: "2", online: 8)).reason == "as ELBOW_THREADS says")
    #expect(ThreadCount(Facts(online: 8)).reason == "one for each processor")
    #expect(ThreadCount(Facts(online: 8, allowed: 3)).reason.hasPrefix("of 8 processors, 3 may be used here"))
    #expect(ThreadCount(Facts(online: 8, quota: 1.5)).reason == "of 8 processors, the container may use 1.5")
    #expect(ThreadCount(Facts(online: 8, quota: 2)).reason == "of 8 processors, the container may use 2")
    #expect(ThreadCount(Facts(online: 2, quota: 1.5)).reason == "one for each processor")
  }

  @Test func processesOfOneSessionShareTheMachine() {
    func count(_ facts: Facts) -> Int { ThreadCount(facts).count }
    #expect(count(Facts(online: 8, neighbours: 2)) == 4)
    #expect(count(Facts(online: 8, neighbours: 3)) == 2)
    #expect(count(Facts(online: 2, neighbours: 4)) == 1)
    // Bound to processors of their own they have their share already.
    #expect(count(Facts(online: 8, allowed: 1, neighbours: 2)) == 1)
    #expect(count(Facts(online: 16, allowed: 8, neighbours: 4)) == 4)
    #expect(count(Facts(online: 8, quota: 2, neighbours: 2)) == 1)
    #expect(ThreadCount(Facts(online: 8, neighbours: 2)).reason == "as 2 processes share 8 processors")
    let variables = ["OMPI_COMM_WORLD_LOCAL_SIZE": "3", "MPI_LOCALNRANKS": "x"]
    #expect(Facts.neighbours { variables[$0] } == 3)
    #expect(Facts.neighbours { _ in nil } == 1)
  }

  @Test func listsOfProcessorsAreCounted() {
    func allowed(_ list: String) -> Int? { Facts.allowed(status: "Name:\telbow\nCpus_allowed_list:\t\(list)\nx:\t1\n") }
    #expect(allowed("0") == 1)
    #expect(allowed("0-3") == 4)
    #expect(allowed("0-3,8,10-11") == 7)
    for odd in ["", "x", "3-1", "1-2-3"] { #expect(allowed(odd) == nil, "\(odd)") }
    #expect(Facts.allowed(status: "") == nil)
  }

  @Test func quotasOfControlGroupsAreFound() throws {
    let folder = GroupFolder()
    func quota(_ lines: String) -> Double? { Facts.quota(of: folder.groups(lines)) }
    try folder.write("jobs/cpu.max", "150000 100000\n")
    try folder.write("jobs/one/cpu.max", "max 100000\n")
    #expect(quota("0::/jobs/one\n") == 1.5)
    #expect(quota("0::/elsewhere\n") == nil)
    // In a container the path is that outside of it, and the root is the container's own.
    try folder.write("cpu.max", "50000 100000\n")
    #expect(quota("0::/docker/abc\n") == 0.5)
    #expect(quota("0::/jobs/one\n") == 0.5)
    try folder.write("cpu/x/cpu.cfs_quota_us", "200000\n")
    try folder.write("cpu/x/cpu.cfs_period_us", "100000\n")
    #expect(quota("9:cpu,cpuacct:/x\n5:memory:/x\n") == 2)
    try folder.write("cpu/x/cpu.cfs_quota_us", "-1\n")
    #expect(quota("9:cpu,cpuacct:/x\n") == nil)
    #expect(quota("") == nil)
    try folder.write("cpu.max", "nonsense\n")
    #expect(quota("0::/\n") == nil)
  }
}
