// A batch job that survives Spot interruptions: it integrates the orbits of four bodies, saves a
// checkpoint at intervals, asks for the interruption notice every five seconds, and saves and exits
// when it comes. Started again, it goes on from its newest checkpoint, and ends with the same
// checksum as if nothing had happened.
//
//   spotdrill_example_job DIRECTORY [--duration SECONDS] [--interval SECONDS] [--save-on-sigterm]
//
// With --save-on-sigterm it also saves when it is shut down without a notice.
//
// DIRECTORY has to outlive the instance (EFS). Plain POSIX, so that it runs anywhere.
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

volatile sig_atomic_t terminated = 0;

void on_sigterm(int) {
  terminated = 1;
}

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

/// Replaces `path` whole or not at all: whoever reads it finds the old content or the new.
bool replace_file(const std::string& path, const void* data, std::size_t size) {
  const std::string temporary = path + ".new";
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return false;
  const bool written = ::write(fd, data, size) == static_cast<ssize_t>(size) && ::fsync(fd) == 0;
  ::close(fd);
  return written && ::rename(temporary.c_str(), path.c_str()) == 0;
}

void report(const std::string& path, double value) {
  char text[32];
  const int size = std::snprintf(text, sizeof text, "%.1f\n", value);
  replace_file(path, text, static_cast<std::size_t>(size));
}

bool load(const std::string& path, State& state) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  State read;
  const bool whole = ::read(fd, &read, sizeof read) == static_cast<ssize_t>(sizeof read);
  ::close(fd);
  if (!whole || read.step > steps_total) return false;
  state = read;
  return true;
}

/// One HTTP exchange with the instance metadata service. Returns the status, 0 when there is none.
int metadata(const std::string& request, std::string& body) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return 0;
  const timeval limit{.tv_sec = 1, .tv_usec = 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(80);
  ::inet_pton(AF_INET, "169.254.169.254", &address.sin_addr);
  std::string reply;
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
      ::send(fd, request.data(), request.size(), MSG_NOSIGNAL) ==
          static_cast<ssize_t>(request.size())) {
    char bytes[4096];
    for (ssize_t n = 0; (n = ::recv(fd, bytes, sizeof bytes, 0)) > 0;) {
      reply.append(bytes, static_cast<std::size_t>(n));
    }
  }
  ::close(fd);
  const std::size_t end = reply.find("\r\n\r\n");
  if (reply.size() < 12 || end == std::string::npos) return 0;
  body = reply.substr(end + 4);
  return std::atoi(reply.c_str() + 9);
}

/// Whether the instance has been told that it will be interrupted (IMDSv2).
bool interruption_notice() {
  std::string token;
  const std::string host = "Host: 169.254.169.254\r\nConnection: close\r\n";
  if (metadata("PUT /latest/api/token HTTP/1.1\r\n" + host +
                   "X-aws-ec2-metadata-token-ttl-seconds: 60\r\nContent-Length: 0\r\n\r\n",
               token) != 200) {
    return false;
  }
  std::string body;
  const int status = metadata("GET /latest/meta-data/spot/instance-action HTTP/1.1\r\n" + host +
                                  "X-aws-ec2-metadata-token: " + token + "\r\n\r\n",
                              body);
  if (status == 200) std::printf("interruption notice: %s\n", body.c_str());
  return status == 200;
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
  if (options.save_on_sigterm) ::signal(SIGTERM, on_sigterm);
  const std::string checkpoint = options.directory + "/checkpoint";
  State state;
  if (load(checkpoint, state)) std::printf("resuming at %.1f %%\n", percent(state));
  const auto save = [&] {
    if (!replace_file(checkpoint, &state, sizeof state)) {
      std::fprintf(stderr, "cannot write %s: %s\n", checkpoint.c_str(), std::strerror(errno));
      std::exit(73);
    }
    report(options.directory + "/saved", percent(state));
    std::printf("saved %.1f %%\n", percent(state));
  };
  const auto tell = [&] { report(options.directory + "/progress", percent(state)); };

  tell();
  const Seconds pace{options.duration / static_cast<double>(steps_total)};
  Clock::time_point next_step = Clock::now();
  Clock::time_point next_poll = Clock::now();
  Clock::time_point next_save =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(Seconds{options.interval});
  while (state.step < steps_total) {
    const bool poll = Clock::now() >= next_poll;
    if (poll) next_poll = Clock::now() + std::chrono::seconds{5};
    if (terminated != 0 || (poll && interruption_notice())) {
      save();
      tell();
      std::printf("%s at %.1f %%, to be continued\n", terminated != 0 ? "SIGTERM" : "stopping",
                  percent(state));
      return 75;  // EX_TEMPFAIL: start me again.
    }
    advance(state);
    if (state.step % 10 == 0) {
      tell();
      std::printf("%.1f %% done\n", percent(state));
    }
    if (Clock::now() >= next_save) {
      save();
      next_save += std::chrono::duration_cast<Clock::duration>(Seconds{options.interval});
    }
    next_step += std::chrono::duration_cast<Clock::duration>(pace);
    std::this_thread::sleep_until(next_step);
  }
  save();
  tell();
  std::printf("done, checksum %016llx\n", static_cast<unsigned long long>(checksum(state)));
  return 0;
}
