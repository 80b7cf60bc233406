/* The whole of a C job that outlives Spot interruptions: it sums the first million numbers. */
#include <inttypes.h>
#include <spotdrill/checkpoint.h>
#include <stdio.h>
#include <string.h>

struct state {
  uint64_t next, sum;
};

int main(int argc, char **argv) {
  if (argc != 2) return 64;
  struct state state = {0, 0};
  const spotdrill_job_options options = {.every_ms = 10000};
  spotdrill_job *job;
  const int error = spotdrill_job_open(argv[1], &options, &job);
  if (error != 0) return fprintf(stderr, "%s: %s\n", argv[1], strerror(error)), 74;

  if (spotdrill_job_resume(job, &state, sizeof state) == 0) {
    printf("resuming at %" PRIu64 "\n", state.next);
  }
  while (state.next < 1000000 && spotdrill_job_go_on(job, &state, sizeof state)) {
    state.sum += state.next++;
  }
  printf("%" PRIu64 " after %" PRIu64 "\n", state.sum, state.next);
  return spotdrill_job_finish(job, &state, sizeof state);
}
