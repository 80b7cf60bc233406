#include "init/units/spawn.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <cstdio>
#include <cstring>

#include "init/files.hpp"
#include "init/units/accounts.hpp"

extern "C" char** environ;

namespace spotdrill::init::units {
namespace {

// Source: systemd.exec(5), "Process Exit Codes".
struct SpawnStep {
  const char* name;
  int exit_code;
};
constexpr SpawnStep at_chdir{"CHDIR", 200};
constexpr SpawnStep at_limits{"LIMITS", 205};
constexpr SpawnStep at_stdin{"STDIN", 208};
constexpr SpawnStep at_stdout{"STDOUT", 209};
constexpr SpawnStep at_group{"GROUP", 216};
constexpr SpawnStep at_user{"USER", 217};
constexpr SpawnStep at_exec{"EXEC", 203};
constexpr SpawnStep at_directory{"STATE_DIRECTORY", 238};

// The child: it may allocate, for this program has one thread.
class Child {
 public:
  Child(const SpawnRequest& request, Environment environment, int output, int report)
      : service_(request.unit.service),
        request_(request),
        environment_(std::move(environment)),
        output_(output),
        report_(report) {}

  [[noreturn]] void become();

 private:
  [[noreturn]] void fail(const SpawnStep& step, int error);
  void look_up_user();
  void set_streams();
  void pass_sockets();
  int open_output(const Output& output);
  void open_input();
  void set_limits();
  void make_unit_directories();
  void set_ids();
  void enter_directory();
  void execute();

  const Service& service_;
  const SpawnRequest& request_;
  Environment environment_;
  int output_;
  int report_;
  Account account_;
  gid_t gid_ = 0;
  bool other_user_ = false;
};

void Child::fail(const SpawnStep& step, int error) {
  char text[256];
  const int length = std::snprintf(text, sizeof text, "%s %s", step.name, strerrordesc_np(error));
  (void)!write(report_, text, static_cast<std::size_t>(length));
  _exit(step.exit_code);
}

void Child::look_up_user() {
  if (!service_.user.empty()) {
    const auto account = find_account(service_.user);
    if (!account) fail(at_user, ESRCH);
    account_ = *account;
    gid_ = account_.gid;
    environment_.emplace("USER", account_.name);
    environment_.emplace("LOGNAME", account_.name);
    environment_.emplace("HOME", account_.home);
    environment_.emplace("SHELL", account_.shell);
  }
  if (!service_.group.empty()) {
    const auto group = find_group(service_.group);
    if (!group) fail(at_group, ESRCH);
    gid_ = *group;
  }
  other_user_ = !request_.command.full_privileges && (account_.uid != 0 || gid_ != 0);
}

int Child::open_output(const Output& output) {
  if (output.kind == "null") return open("/dev/null", O_WRONLY);
  if (output.kind == "tty") return open("/dev/console", O_WRONLY);
  const bool to_socket =
      output.kind == "socket" ||
      ((output.kind.empty() || output.kind == "inherit") && service_.standard_input == "socket");
  if (to_socket && request_.connection >= 0) return request_.connection;
  if (output.path.empty()) return output_;
  const bool anew = output.kind == "truncate" && request_.truncate;
  const int how = output.kind == "append" ? O_APPEND : (anew ? O_TRUNC : 0);
  return open(output.path.c_str(), O_WRONLY | O_CREAT | how, 0644);
}

void Child::open_input() {
  int fd = -1;
  if (service_.standard_input == "socket") {
    fd = request_.connection;
    if (fd < 0) fail(at_stdin, EINVAL);
  } else if (service_.standard_input.starts_with("file:")) {
    fd = open(service_.standard_input.c_str() + 5, O_RDONLY);
    if (fd < 0) fail(at_stdin, errno);
  } else if (service_.standard_input == "data" && service_.input_text.size() <= 4096) {
    int ends[2];
    if (pipe(ends) == 0) {
      (void)!write(ends[1], service_.input_text.data(), service_.input_text.size());
      close(ends[1]);
      fd = ends[0];
    }
  }
  if (fd < 0) fd = open("/dev/null", O_RDONLY);
  dup2(fd, STDIN_FILENO);
}

void Child::set_streams() {
  if (request_.streams[0] >= 0) {
    for (int fd = 0; fd < 3; ++fd) dup2(request_.streams[static_cast<std::size_t>(fd)], fd);
    return;
  }
  open_input();
  const int out = open_output(service_.standard_output);
  if (out < 0) fail(at_stdout, errno);
  const Output& error = service_.standard_error;
  const bool same = error.kind == "inherit" || (error.kind == service_.standard_output.kind &&
                                                error.path == service_.standard_output.path);
  const int err = same ? out : open_output(error);
  if (err < 0) fail(at_stdout, errno);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
}

// "file descriptor 3 and on", as sd_listen_fds(3) reads them.
void Child::pass_sockets() {
  if (request_.sockets.empty()) return;
  constexpr int first = 3;
  const int end = first + static_cast<int>(request_.sockets.size());
  std::vector<int> away;  // From where those numbers overwrite nothing that is still wanted.
  std::string names;
  for (const PassedSocket& socket : request_.sockets) {
    away.push_back(fcntl(socket.fd, F_DUPFD_CLOEXEC, end));
    names += (names.empty() ? "" : ":") + socket.name;
  }
  report_ = fcntl(report_, F_DUPFD_CLOEXEC, end);
  for (int fd = first; fd < end; ++fd) dup2(away[static_cast<std::size_t>(fd - first)], fd);
  environment_["LISTEN_FDS"] = std::to_string(request_.sockets.size());
  environment_["LISTEN_PID"] = std::to_string(getpid());
  environment_["LISTEN_FDNAMES"] = names;
}

void Child::set_limits() {
  for (const Limit& limit : service_.limits) {
    rlimit present{};
    getrlimit(static_cast<__rlimit_resource>(limit.resource), &present);
    // What the host does not let an instance raise stays as it is.
    const rlim_t hard = std::min<rlim_t>(limit.hard, present.rlim_max);
    const rlimit wanted{std::min<rlim_t>(limit.soft, hard), hard};
    if (setrlimit(static_cast<__rlimit_resource>(limit.resource), &wanted) != 0) {
      fail(at_limits, errno);
    }
  }
  if (service_.nice_set) (void)!setpriority(PRIO_PROCESS, 0, service_.nice);
  if (service_.oom_score_set) {
    (void)!write_file("/proc/self/oom_score_adj", std::to_string(service_.oom_score), 0644)
        .failed();
  }
}

void Child::make_unit_directories() {
  for (const Directory& directory : service_.directories) {
    if (make_directories(directory.path, service_.directory_mode).failed()) {
      fail(at_directory, errno);
    }
    if (account_.uid != 0 || gid_ != 0) {
      (void)!chown(directory.path.c_str(), account_.uid, gid_);
    }
    std::string& list = environment_[directory.variable];
    list += (list.empty() ? "" : ":") + directory.path;
  }
}

void Child::set_ids() {
  if (!other_user_) return;
  std::vector<gid_t> groups =
      service_.user.empty() ? std::vector<gid_t>{} : groups_of(account_.name);
  groups.push_back(gid_);
  for (const std::string& name : service_.supplementary_groups) {
    const auto group = find_group(name);
    if (!group) fail(at_group, ESRCH);
    groups.push_back(*group);
  }
  if (setgroups(groups.size(), groups.data()) != 0 || setgid(gid_) != 0) fail(at_group, errno);
  if (setuid(account_.uid) != 0) fail(at_user, errno);
}

void Child::enter_directory() {
  std::string place = service_.working_directory;
  const bool optional = place.starts_with('-');
  if (optional) place.erase(0, 1);
  if (place == "~") place = account_.home;
  if (place.empty()) place = "/";
  if (chdir(place.c_str()) == 0) return;
  if (!optional) fail(at_chdir, errno);
  (void)!chdir("/");
}

void Child::execute() {
  std::vector<std::string> words = expand_variables(request_.command, environment_);
  std::vector<std::string> variables;
  for (const auto& [name, value] : environment_) variables.push_back(name + "=" + value);
  std::vector<char*> arguments, environment;
  for (std::string& word : words) arguments.push_back(word.data());
  for (std::string& variable : variables) environment.push_back(variable.data());
  arguments.push_back(nullptr);
  environment.push_back(nullptr);
  const std::string& path = request_.command.path;
  if (path.find('/') == std::string::npos) {
    // "If the command is not a full (absolute) path, it will be resolved to a full path using a
    // fixed search path determined at compilation time."
    for (const char* directory : {"/run/spotdrill/bin/", "/usr/local/sbin/", "/usr/local/bin/",
                                  "/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/"}) {
      execve((directory + path).c_str(), arguments.data(), environment.data());
    }
  } else {
    execve(path.c_str(), arguments.data(), environment.data());
  }
  fail(at_exec, errno);
}

void Child::become() {
  setsid();
  for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
  if (service_.ignore_sigpipe) std::signal(SIGPIPE, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  if (environment_.contains("WATCHDOG_USEC"))
    environment_["WATCHDOG_PID"] = std::to_string(getpid());
  look_up_user();
  umask(022);
  make_unit_directories();
  set_streams();
  pass_sockets();
  set_limits();
  umask(service_.umask);
  set_ids();
  enter_directory();
  execute();
  _exit(at_exec.exit_code);
}

std::string read_report(int fd) {
  std::string text;
  char buffer[256];
  ssize_t got = 0;
  while ((got = read(fd, buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR)) {
    if (got > 0) text.append(buffer, static_cast<std::size_t>(got));
  }
  return text;
}

bool open_streams(int (&report)[2], int (&output)[2]) {
  if (pipe2(report, O_CLOEXEC) != 0) return false;
  // As journald has it: a stream socket, which says whose each line is.
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, output) != 0) {
    close(report[0]);
    close(report[1]);
    return false;
  }
  const int yes = 1;
  setsockopt(output[0], SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes);
  fcntl(output[0], F_SETFL, O_NONBLOCK);
  shutdown(output[0], SHUT_WR);
  return true;
}

}  // namespace

bool unit_environment(const Unit& unit, Environment& environment, std::string& problem) {
  // What a login would have set, a service does not find.
  for (const char* name : {"HOME", "USER", "LOGNAME", "SHELL"}) environment.erase(name);
  for (const auto& [name, value] : unit.service.environment) environment[name] = value;
  for (std::string path : unit.service.environment_files) {
    const bool optional = path.starts_with('-');
    if (optional) path.erase(0, 1);
    std::string text;
    if (read_file(path, text).failed()) {
      if (optional) continue;
      problem = "Failed to load environment files: " + path + ": No such file or directory";
      return false;
    }
    add_environment_file(environment, text);
  }
  for (const std::string& name : unit.service.unset_environment) {
    environment.erase(name.substr(0, name.find('=')));
  }
  return true;
}

Spawned spawn(const SpawnRequest& request) {
  Spawned spawned;
  Environment environment = request.environment;
  if (!unit_environment(request.unit, environment, spawned.problem)) return spawned;
  for (const auto& [name, value] : request.extra) environment[name] = value;
  int report[2];
  int output[2];
  if (!open_streams(report, output)) {
    spawned.problem = std::string{"Failed to spawn: "} + std::strerror(errno);
    return spawned;
  }
  const pid_t pid = fork();
  if (pid == 0) {
    Child child{request, std::move(environment), output[1], report[1]};
    child.become();
  }
  close(report[1]);
  close(output[1]);
  spawned.pid = pid;
  spawned.output = output[0];
  const std::string failed =
      pid > 0 ? read_report(report[0]) : std::string{"FORK "} + strerrordesc_np(errno);
  close(report[0]);
  if (const std::size_t space = failed.find(' '); space != std::string::npos) {
    spawned.problem = "Failed at step " + failed.substr(0, space) + " spawning " +
                      request.command.path + ": " + failed.substr(space + 1);
  }
  return spawned;
}

}  // namespace spotdrill::init::units
