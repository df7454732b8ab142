// What Elbow needs of MPI, behind functions that are alike for every MPI.
//
// The libraries' binary interfaces differ (a communicator is a pointer in one and a number in the other), so this is compiled
// once for each, into a small shared library that is loaded only where `mpirun` started the program. All calls but
// elbow_mpi_abort come from one thread, in the same order on every process.

#include <mpi.h>
#include <string.h>

// What the processes work on together, and beside it what stops that work: of two kinds of messages neither may wait for
// the other.
static MPI_Comm work = MPI_COMM_NULL, control = MPI_COMM_NULL;

enum { most_requests = 64, notice_tag = 7, message_tag = 8 };
static MPI_Request requests[most_requests];
static char is_used[most_requests];

static int keep(MPI_Request request) {
  for (int place = 0; place < most_requests; place++)
    if (!is_used[place]) {
      is_used[place] = 1;
      requests[place] = request;
      return place;
    }
  return -1;
}

// Joins the processes. 0, or MPI's number of an error.
int elbow_mpi_start(void) {
  int given, error = MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &given);
  if (error) return error;
  if ((error = MPI_Comm_dup(MPI_COMM_WORLD, &work))) return error;
  if ((error = MPI_Comm_dup(MPI_COMM_WORLD, &control))) return error;
  MPI_Comm_set_errhandler(work, MPI_ERRORS_RETURN);
  MPI_Comm_set_errhandler(control, MPI_ERRORS_RETURN);
  return given < MPI_THREAD_SERIALIZED ? MPI_ERR_OTHER : 0;
}

int elbow_mpi_rank(void) {
  int rank = 0;
  MPI_Comm_rank(work, &rank);
  return rank;
}

int elbow_mpi_count(void) {
  int count = 1;
  MPI_Comm_size(work, &count);
  return count;
}

// Each process's so many bytes, in their order, to all. A request, or -1.
int elbow_mpi_gather(const void *own, void *all, int bytes) {
  MPI_Request request;
  return MPI_Iallgather(own, bytes, MPI_BYTE, all, bytes, MPI_BYTE, work, &request) ? -1 : keep(request);
}

// The sums of the processes' numbers, in place, to all.
int elbow_mpi_sum(float *values, int count) {
  MPI_Request request;
  return MPI_Iallreduce(MPI_IN_PLACE, values, count, MPI_FLOAT, MPI_SUM, work, &request) ? -1 : keep(request);
}

// Bytes of the first process, to all.
int elbow_mpi_broadcast(void *bytes, int count) {
  MPI_Request request;
  return MPI_Ibcast(bytes, count, MPI_BYTE, 0, work, &request) ? -1 : keep(request);
}

// The largest of the processes' numbers, to all, beside what they work on.
int elbow_mpi_largest(const long long *own, long long *largest) {
  MPI_Request request;
  return MPI_Iallreduce(own, largest, 1, MPI_LONG_LONG, MPI_MAX, control, &request) ? -1 : keep(request);
}

// Bytes to one other process, beside what all work on together. A request, or -1.
int elbow_mpi_send(const void *bytes, int count, int rank) {
  MPI_Request request;
  return MPI_Isend(bytes, count, MPI_BYTE, rank, message_tag, control, &request) ? -1 : keep(request);
}

// How many bytes another has sent, whose number goes into `rank`; -1 where nothing has come.
int elbow_mpi_probe(int *rank) {
  int is_there = 0, count = -1;
  MPI_Status status;
  if (MPI_Iprobe(MPI_ANY_SOURCE, message_tag, control, &is_there, &status) || !is_there) return -1;
  *rank = status.MPI_SOURCE;
  return MPI_Get_count(&status, MPI_BYTE, &count) ? -1 : count;
}

// The bytes that another has sent. A request, or -1.
int elbow_mpi_receive(void *bytes, int count, int rank) {
  MPI_Request request;
  return MPI_Irecv(bytes, count, MPI_BYTE, rank, message_tag, control, &request) ? -1 : keep(request);
}

// 1 where a request is done, which is then forgotten; 0 where not yet; an error's number below zero.
int elbow_mpi_test(int place) {
  int is_done = 0;
  int error = MPI_Test(&requests[place], &is_done, MPI_STATUS_IGNORE);
  if (error || is_done) is_used[place] = 0;
  return error ? -error : is_done;
}

// Tells all others that the work is to stop.
int elbow_mpi_notify(void) {
  static char nothing;
  int rank = elbow_mpi_rank(), count = elbow_mpi_count();
  for (int other = 0; other < count; other++) {
    if (other == rank) continue;
    MPI_Request request;
    int error = MPI_Isend(&nothing, 1, MPI_CHAR, other, notice_tag, control, &request);
    if (error) return error;
    MPI_Request_free(&request);
  }
  return 0;
}

// Whether another told so, since the last call.
int elbow_mpi_is_notified(void) {
  int is_there = 0;
  if (MPI_Iprobe(MPI_ANY_SOURCE, notice_tag, control, &is_there, MPI_STATUS_IGNORE) || !is_there) return 0;
  char nothing;
  MPI_Recv(&nothing, 1, MPI_CHAR, MPI_ANY_SOURCE, notice_tag, control, MPI_STATUS_IGNORE);
  return 1;
}

// The name and version of the library; room for 8192 characters.
void elbow_mpi_version(char *text) {
  int length = 0;
  MPI_Get_library_version(text, &length);
}

// The text of an error; room for 1024 characters.
void elbow_mpi_error(int error, char *text) {
  int length = 0;
  if (MPI_Error_string(error, text, &length)) strcpy(text, "an unknown error");
}

// Leaves the others, who leave too: waits for them.
void elbow_mpi_end(void) { MPI_Finalize(); }

// Ends all processes at once.
void elbow_mpi_abort(int code) { MPI_Abort(MPI_COMM_WORLD, code); }
