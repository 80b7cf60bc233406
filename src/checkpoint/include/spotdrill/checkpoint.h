/* A job that outlives Spot interruptions, for C: what spotdrill/checkpoint.hpp says of Job, in C11.
 *
 *   spotdrill_job *job;
 *   if (spotdrill_job_open("/mnt/efs/run/checkpoint", NULL, &job) != 0) return 74;
 *   spotdrill_job_resume(job, &state, sizeof state);
 *   while (!done(&state) && spotdrill_job_go_on(job, &state, sizeof state)) advance(&state);
 *   return spotdrill_job_finish(job, &state, sizeof state);
 *
 * Errors are values of errno. A job is for one thread, but for spotdrill_job_stop_requested(). Link
 * with what `pkg-config --libs --static spotdrill-checkpoint` says. */
#ifndef SPOTDRILL_CHECKPOINT_H
#define SPOTDRILL_CHECKPOINT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct spotdrill_job spotdrill_job;

enum spotdrill_warning {
  SPOTDRILL_REBALANCE_RECOMMENDATION,
  SPOTDRILL_INTERRUPTION_NOTICE,
  SPOTDRILL_SIGTERM
};

/* All zero is what nobody need change. */
typedef struct spotdrill_job_options {
  unsigned every_ms;     /* Between two checkpoints; 0: a minute. */
  unsigned lock_wait_ms; /* For another writer to end; 0: two minutes. */
  int no_metadata;       /* Do not ask the metadata service. */
  int no_sigterm;        /* Leave SIGTERM alone. */

  /* Called on a thread of its own. `left_ms`: until the instance is taken, -1 where nobody says. */
  void (*on_warning)(void *context, enum spotdrill_warning warning, int64_t left_ms);

  /* Called after each save, on the job's thread, with 0 or its error. */
  void (*on_save)(void *context, int error, uint64_t generation);

  /* Called with each checkpoint that was saved, to bring it elsewhere. Returns 0 or an error. */
  int (*upload)(void *context, const char *path, uint64_t generation);

  void *context; /* For all three. */
} spotdrill_job_options;

/* `options` may be NULL. EBUSY: another writer, or another job of this process that watches. */
int spotdrill_job_open(const char *path, const spotdrill_job_options *options, spotdrill_job **job);

/* Fills `state` from the newest whole checkpoint. ENOENT: none yet. EBADMSG: none is whole, or it is of
 * another size; whatever is not ENOENT makes go_on say no and finish fail. */
int spotdrill_job_resume(spotdrill_job *job, void *state, size_t size);

/* The same for states of any size: *bytes is to be given to free(). */
int spotdrill_job_load(spotdrill_job *job, void **bytes, size_t *size);

/* 1: work on. Saves when it is time for it, or time to stop. */
int spotdrill_job_go_on(spotdrill_job *job, const void *state, size_t size);

/* Whether go_on will say 0. */
int spotdrill_job_stop_requested(const spotdrill_job *job);

/* Saves unless that is done, closes `job`, and gives main's return value: 0 complete, 75 stopped and
 * saved, 74 failed. */
int spotdrill_job_finish(spotdrill_job *job, const void *state, size_t size);

/* Closes `job` and saves nothing. NULL is nothing. */
void spotdrill_job_close(spotdrill_job *job);

#ifdef __cplusplus
}
#endif

#endif
