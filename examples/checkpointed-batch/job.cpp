// A batch job that survives Spot interruptions: it integrates the orbits of four bodies, saves a
// checkpoint at intervals, and saves and exits when it is told that its instance will be taken.
// Started again, it goes on from its newest checkpoint, and ends with the same checksum as if
// nothing had happened. libspotdrill-checkpoint (src/checkpoint) does the saving and the listening;
// main() is what a job has to do with it.
//
//   spotdrill_example_job DIRECTORY [--duration SECONDS] [--interval SECONDS] [--save-on-sigterm]
//
// With --save-on-sigterm it also saves when it is shut down without a notice.
//
// DIRECTORY has to outlive the instance (EFS).
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <spotdrill/checkpoint.hpp>
#include <string>
#include <thread>

namespace {

namespace checkpoint = spotdrill::checkpoint;
using Seconds = std::chrono::duration<double>;

/// The work: a leapfrog integration, which gives the same bits on every run.
struct Body {
  double x, y, vx, vy, mass;
};

struct State {
  std::uint64_t step = 0;
  std::array<Body, 4> bodies{
      {{0, 0, 0, 0, 1}, {1, 0, 0, 1, 1e-3}, {0, 2, -0.7, 0, 5e-4}, {-3, 0, 0, -0.57, 2e-4}}};
};

constexpr std::uint64_t steps_total = 1000;
constexpr int substeps = 200;
constexpr double dt = 1e-4;

void kick(std::array<Body, 4>& bodies, double time) {
  for (Body& one : bodies) {
    for (const Body& other : bodies) {
      const double dx = other.x - one.x;
      const double dy = other.y - one.y;
      const double square = dx * dx + dy * dy;
      if (square == 0) continue;
      const double pull = other.mass / (square * std::sqrt(square));
      one.vx += pull * dx * time;
      one.vy += pull * dy * time;
    }
  }
}

void advance(State& state) {
  for (int i = 0; i < substeps; ++i) {
    kick(state.bodies, dt / 2);
    for (Body& body : state.bodies) {
      body.x += body.vx * dt;
      body.y += body.vy * dt;
    }
    kick(state.bodies, dt / 2);
  }
  ++state.step;
}

std::uint64_t checksum(const State& state) {
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a.
  const auto* bytes = reinterpret_cast<const unsigned char*>(&state.bodies);
  for (std::size_t i = 0; i < sizeof state.bodies; ++i) hash = (hash ^ bytes[i]) * 1099511628211U;
  return hash;
}

double percent(const State& state) {
  return 100.0 * static_cast<double>(state.step) / static_cast<double>(steps_total);
}

/// Tells the drill a number, by a file that is never seen half written.
void report(const std::string& path, double value) {
  std::ofstream{path + ".new"} << value << '\n';
  std::rename((path + ".new").c_str(), path.c_str());
}

const char* name(checkpoint::Warning::Kind kind) {
  switch (kind) {
    case checkpoint::Warning::Kind::RebalanceRecommendation:
      return "rebalance recommendation";
    case checkpoint::Warning::Kind::InterruptionNotice:
      return "interruption notice";
    default:
      return "SIGTERM";
  }
}

std::chrono::milliseconds milliseconds(double seconds) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Seconds{seconds});
}

struct Options {
  std::string directory;
  double duration = 300;
  double interval = 30;
  bool save_on_sigterm = false;
};

bool parse(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const bool more = i + 1 < argc;
    if (std::strcmp(argv[i], "--duration") == 0 && more) {
      options.duration = std::atof(argv[++i]);
    } else if (std::strcmp(argv[i], "--interval") == 0 && more) {
      options.interval = std::atof(argv[++i]);
    } else if (std::strcmp(argv[i], "--save-on-sigterm") == 0) {
      options.save_on_sigterm = true;
    } else if (argv[i][0] != '-' && options.directory.empty()) {
      options.directory = argv[i];
    } else {
      return false;
    }
  }
  return !options.directory.empty() && options.duration > 0 && options.interval > 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!parse(argc, argv, options)) {
    std::fprintf(stderr,
                 "usage: %s DIRECTORY [--duration SECONDS] [--interval SECONDS] "
                 "[--save-on-sigterm]\n",
                 argv[0]);
    return 64;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);

  State state;
  checkpoint::JobOptions how;
  how.every = milliseconds(options.interval);
  how.watch.sigterm = options.save_on_sigterm;
  how.watch.on_warning = [](const checkpoint::Warning& warning) {
    std::printf("%s\n", name(warning.kind));
  };
  how.on_save = [&](const checkpoint::Result<checkpoint::Saved>& saved) {
    if (saved) report(options.directory + "/saved", percent(state));
    std::printf("saved %.1f %%: %s\n", percent(state), saved.error().message().c_str());
  };
  auto job = checkpoint::Job::open(options.directory + "/checkpoint", how);
  if (!job) {
    std::fprintf(stderr, "%s: %s\n", options.directory.c_str(), job.error().message().c_str());
    return checkpoint::Job::exit_failed;
  }
  if (job->resume(state)) std::printf("resuming at %.1f %%\n", percent(state));

  const auto tell = [&] { report(options.directory + "/progress", percent(state)); };
  tell();
  const auto pace = milliseconds(options.duration / static_cast<double>(steps_total));
  auto next_step = std::chrono::steady_clock::now();
  while (state.step < steps_total && job->go_on(state)) {
    advance(state);
    if (state.step % 10 == 0) {
      tell();
      std::printf("%.1f %% done\n", percent(state));
    }
    std::this_thread::sleep_until(next_step += pace);
  }
  const int code = job->finish(state);
  tell();
  if (code == checkpoint::Job::exit_complete) {
    std::printf("done, checksum %016llx\n", static_cast<unsigned long long>(checksum(state)));
  } else {
    std::printf("stopping at %.1f %%, to be continued\n", percent(state));
  }
  return code;
}
