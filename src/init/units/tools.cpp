// systemd-run, systemd-cat and systemd-notify.
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "init/report.hpp"
#include "init/units/client.hpp"
#include "init/units/load.hpp"
#include "init/unix_address.hpp"

namespace spotdrill::init::units {
namespace {

struct RunWish {
  std::string unit;
  std::vector<std::string> service;  // KEY=VALUE
  std::vector<std::string> timer;
  std::vector<std::string> command;
  bool scope = false;
  bool quiet = false;
  bool wait = false;
  bool pipe = false;
  std::string unknown;
};

// The option at `at` of systemd-run; false: the command begins there.
bool take_run_option(const std::vector<std::string>& words, std::size_t& at, RunWish& wish) {
  std::string word = words[at];
  if (word.size() < 2 || word[0] != '-') return false;
  std::string value;
  const std::size_t equals = word.find('=');
  const bool attached = word.starts_with("--") && equals != std::string::npos;
  if (attached) {
    value = word.substr(equals + 1);
    word.resize(equals);
  }
  const auto take = [&] {
    if (!attached && at + 1 < words.size()) value = words[++at];
    return value;
  };
  if (word == "--unit" || word == "-u") {
    wish.unit = take();
  } else if (word == "-p" || word == "--property") {
    wish.service.push_back(take());
  } else if (word == "-E" || word == "--setenv") {
    std::string variable = take();
    if (variable.find('=') == std::string::npos) {
      const char* present = std::getenv(variable.c_str());
      variable += std::string{"="} + (present != nullptr ? present : "");
    }
    wish.service.push_back("Environment=\"" + variable + "\"");
  } else if (word == "--uid") {
    wish.service.push_back("User=" + take());
  } else if (word == "--gid") {
    wish.service.push_back("Group=" + take());
  } else if (word == "--nice") {
    wish.service.push_back("Nice=" + take());
  } else if (word == "--working-directory") {
    wish.service.push_back("WorkingDirectory=" + take());
  } else if (word == "--same-dir" || word == "-d") {
    char* here = get_current_dir_name();
    if (here != nullptr) wish.service.push_back(std::string{"WorkingDirectory="} + here);
    std::free(here);
  } else if (word == "--service-type") {
    wish.service.push_back("Type=" + take());
  } else if (word == "--description") {
    wish.service.push_back("Description=" + take());
  } else if (word == "-r" || word == "--remain-after-exit") {
    wish.service.emplace_back("RemainAfterExit=yes");
  } else if (word == "--on-active") {
    wish.timer.push_back("OnActiveSec=" + take());
  } else if (word == "--on-boot") {
    wish.timer.push_back("OnBootSec=" + take());
  } else if (word == "--on-unit-active") {
    wish.timer.push_back("OnUnitActiveSec=" + take());
  } else if (word == "--on-calendar") {
    wish.timer.push_back("OnCalendar=" + take());
  } else if (word == "--timer-property" || word == "--slice") {
    (void)take();
  } else if (word == "--scope") {
    wish.scope = true;
  } else if (word == "-q" || word == "--quiet") {
    wish.quiet = true;
  } else if (word == "--wait") {
    wish.wait = true;
  } else if (word == "-P" || word == "--pipe") {
    // "Implies --wait", and nothing but the command's own goes to its streams.
    wish.pipe = wish.wait = wish.quiet = true;
  } else if (word != "--no-block" && word != "-G" && word != "--collect" &&
             word != "--no-ask-password" && word != "--system" && word != "--expand-environment") {
    wish.unknown = word;
  }
  return true;
}

std::string absolute_command(const std::string& command) {
  if (command.find('/') != std::string::npos) return command;
  const char* path = std::getenv("PATH");
  std::string list = path != nullptr ? path : "/usr/bin:/bin";
  list += ":";
  for (std::size_t begin = 0, end = 0; (end = list.find(':', begin)) != std::string::npos;
       begin = end + 1) {
    const std::string place = list.substr(begin, end - begin) + "/" + command;
    if (access(place.c_str(), X_OK) == 0) return place;
  }
  return {};
}

int start_transient(const std::string& unit, const std::vector<std::string>& properties,
                    const RunWish& wish, bool defined) {
  const bool timer = unit.ends_with(".timer");
  const std::vector<std::string> command = timer ? std::vector<std::string>{} : wish.command;
  std::vector<std::string> words{"run-transient"};
  if (defined) words.emplace_back("--state=defined");
  if (wish.wait) words.emplace_back("--wait");
  if (wish.quiet) words.emplace_back("--quiet");
  words.insert(words.end(), {"--", unit});
  words.insert(words.end(), properties.begin(), properties.end());
  if (!command.empty()) {
    words.emplace_back(";command;");
    words.insert(words.end(), command.begin(), command.end());
  }
  return ask_manager("systemd-run", words, wish.pipe);
}

}  // namespace

int run_systemd_run(const std::vector<std::string>& words) {
  RunWish wish;
  std::size_t at = 0;
  for (; at < words.size(); ++at) {
    if (words[at] == "--") {
      ++at;
      break;
    }
    if (!take_run_option(words, at, wish)) break;
  }
  wish.command.assign(words.begin() + static_cast<std::ptrdiff_t>(std::min(at, words.size())),
                      words.end());
  if (!wish.unknown.empty()) {
    report_unavailable("command", "systemd-run " + wish.unknown,
                       "Instances here have no systemd-run " + wish.unknown + ".");
    std::fprintf(stderr, "systemd-run: %s is not here.\n", wish.unknown.c_str());
    return 1;
  }
  if (wish.command.empty()) {
    std::fprintf(stderr, "Command line to execute required.\n");
    return 1;
  }
  const std::string program = absolute_command(wish.command.front());
  if (program.empty()) {
    std::fprintf(stderr, "Failed to find executable %s: No such file or directory\n",
                 wish.command.front().c_str());
    return 1;
  }
  if (wish.scope) {
    // A scope is a name for processes that their caller starts itself.
    std::vector<char*> arguments;
    for (std::string& word : wish.command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execv(program.c_str(), arguments.data());
    return 126;
  }
  wish.command.front() = program;
  if (wish.unit.empty()) {
    wish.unit = "run-r" + std::to_string(getpid()) + std::to_string(std::time(nullptr));
  }
  const std::string service = full_name(wish.unit);
  if (wish.timer.empty()) {
    if (wish.wait && !wish.quiet) std::fprintf(stderr, "Running as unit: %s\n", service.c_str());
    const int code = start_transient(service, wish.service, wish, false);
    if (code == 0 && !wish.quiet && !wish.wait) {
      std::fprintf(stderr, "Running as unit: %s\n", service.c_str());
    }
    return code;
  }
  int code = start_transient(service, wish.service, wish, true);
  const std::string timer = service.substr(0, service.rfind('.')) + ".timer";
  if (code == 0) code = start_transient(timer, wish.timer, wish, false);
  if (code == 0 && !wish.quiet) {
    std::fprintf(stderr, "Running timer as unit: %s\nWill run service as unit: %s\n", timer.c_str(),
                 service.c_str());
  }
  return code;
}

// What the command prints, or else what comes in, goes to /dev/log, as `logger` sends it.
int run_systemd_cat(const std::vector<std::string>& words) {
  std::string identifier;
  std::size_t at = 0;
  for (; at < words.size() && words[at].starts_with('-'); ++at) {
    if (words[at] == "-t" && at + 1 < words.size()) {
      identifier = words[++at];
    } else if (words[at].starts_with("--identifier=")) {
      identifier = words[at].substr(13);
    } else if (words[at] == "-p" && at + 1 < words.size()) {
      ++at;
    } else if (words[at] == "--") {
      ++at;
      break;
    }
  }
  std::vector<std::string> command(words.begin() + static_cast<std::ptrdiff_t>(at), words.end());
  if (identifier.empty()) {
    identifier = command.empty() ? "cat" : command[0].substr(command[0].rfind('/') + 1);
  }
  const char* logger = "/usr/bin/logger";
  if (access(logger, X_OK) != 0) {
    report_unavailable("command", "systemd-cat", "This host has no logger.");
    return 1;
  }
  int ends[2] = {-1, -1};
  if (!command.empty()) {
    if (pipe(ends) != 0) return 1;
    const pid_t child = fork();
    if (child == 0) {
      dup2(ends[0], STDIN_FILENO);
      close(ends[0]);
      close(ends[1]);
      execl(logger, logger, "-t", identifier.c_str(), static_cast<char*>(nullptr));
      _exit(126);
    }
    dup2(ends[1], STDOUT_FILENO);
    dup2(ends[1], STDERR_FILENO);
    close(ends[0]);
    close(ends[1]);
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
    return 127;
  }
  execl(logger, logger, "-t", identifier.c_str(), static_cast<char*>(nullptr));
  return 126;
}

int run_systemd_notify(const std::vector<std::string>& words) {
  const char* path = std::getenv("NOTIFY_SOCKET");
  std::string text;
  for (const std::string& word : words) {
    if (word == "--booted") return 0;
    if (word == "--ready") text += "READY=1\n";
    if (word == "--stopping") text += "STOPPING=1\n";
    if (word.starts_with("--status=")) text += "STATUS=" + word.substr(9) + "\n";
    if (word.starts_with("--pid=")) text += "MAINPID=" + word.substr(6) + "\n";
    if (!word.starts_with('-')) text += word + "\n";
  }
  if (path == nullptr || std::strlen(path) >= sizeof(sockaddr_un::sun_path)) {
    std::fprintf(stderr, "systemd-notify: No NOTIFY_SOCKET.\n");
    return 1;
  }
  const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = unix_address(path);
  const ssize_t sent = sendto(fd, text.data(), text.size(), MSG_NOSIGNAL,
                              reinterpret_cast<const sockaddr*>(&address), sizeof address);
  // It is asked whose process this is: that must still be known.
  constexpr unsigned while_heard_us = 50'000;
  usleep(while_heard_us);
  close(fd);
  return sent >= 0 ? 0 : 1;
}

}  // namespace spotdrill::init::units
