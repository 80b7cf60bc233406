// No exception leaves a function of C: what is thrown here is memory that is not there.
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <new>
#include <ostream>
#include <spotdrill/checkpoint.hpp>

#include <spotdrill/checkpoint.h>

namespace cp = spotdrill::checkpoint;

struct spotdrill_job {
  cp::Job job;
  bool threw = false;  ///< Then it is neither complete nor saved.
};

namespace {

template <class Function>
int guarded(Function function) noexcept {
  try {
    return function();
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  } catch (...) {  // Of a callback that is C++ after all.
    return ECANCELED;
  }
}

cp::Store::Write writing(const void* state, std::size_t size) {
  return [=](std::ostream& out) {
    out.write(static_cast<const char*>(state), static_cast<std::streamsize>(size));
  };
}

cp::JobOptions translate(const spotdrill_job_options& from) {
  cp::JobOptions to;
  if (from.every_ms != 0) to.every = std::chrono::milliseconds{from.every_ms};
  if (from.lock_wait_ms != 0) to.store.lock_wait = std::chrono::milliseconds{from.lock_wait_ms};
  to.watch.metadata = from.no_metadata == 0;
  to.watch.sigterm = from.no_sigterm == 0;
  if (from.on_warning != nullptr) {
    to.watch.on_warning = [from](const cp::Warning& warning) {
      const auto left = warning.left();
      from.on_warning(from.context, static_cast<spotdrill_warning>(warning.kind),
                      left ? std::max<std::int64_t>(left->count(), 0) : -1);
    };
  }
  if (from.on_save != nullptr) {
    to.on_save = [from](const cp::Result<cp::Saved>& saved) {
      from.on_save(from.context, saved.error().value(), saved ? saved->generation : 0);
    };
  }
  if (from.upload != nullptr) {
    to.store.upload = [from](const cp::Saved& saved) {
      const int error = from.upload(from.context, saved.path.c_str(), saved.generation);
      return std::error_code{error, std::system_category()};
    };
  }
  return to;
}

}  // namespace

int spotdrill_job_open(const char* path, const spotdrill_job_options* options,
                       spotdrill_job** job) {
  return guarded([&] {
    auto opened =
        cp::Job::open(path, translate(options != nullptr ? *options : spotdrill_job_options{}));
    if (opened) *job = new spotdrill_job{std::move(*opened)};
    return opened.error().value();
  });
}

int spotdrill_job_resume(spotdrill_job* job, void* state, size_t size) {
  return guarded([&] {
    job->job.resume(state, size);
    return job->job.error().value();
  });
}

int spotdrill_job_load(spotdrill_job* job, void** bytes, size_t* size) {
  return guarded([&] {
    const auto loaded = job->job.load();
    if (!loaded) return loaded.error().value();
    *size = loaded->bytes.size();
    *bytes = std::malloc(*size + 1);
    if (*bytes == nullptr) return ENOMEM;
    std::memcpy(*bytes, loaded->bytes.data(), *size);
    return 0;
  });
}

int spotdrill_job_go_on(spotdrill_job* job, const void* state, size_t size) {
  bool more = false;
  const int error = guarded([&] {
    more = job->job.go_on(writing(state, size));
    return 0;
  });
  job->threw = job->threw || error != 0;
  return more && !job->threw ? 1 : 0;
}

int spotdrill_job_stop_requested(const spotdrill_job* job) {
  return job->job.stop_requested() ? 1 : 0;
}

int spotdrill_job_finish(spotdrill_job* job, const void* state, size_t size) {
  int code = cp::Job::exit_failed;
  if (!job->threw) guarded([&] { return code = job->job.finish(writing(state, size)); });
  spotdrill_job_close(job);
  return code;
}

void spotdrill_job_close(spotdrill_job* job) {
  delete job;
}
