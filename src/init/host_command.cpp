#include "init/host_command.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>

#include "init/shims.hpp"

namespace spotdrill::init {
namespace {

constexpr const char* command_directories[] = {"/usr/local/sbin/", "/usr/local/bin/", "/usr/sbin/",
                                               "/usr/bin/",        "/sbin/",          "/bin/"};
constexpr std::size_t words_max = 64;

// Not this program again, which may stand in the place of the host's.
bool is_own_link(const std::string& path) {
  char target[256];
  const ssize_t length = readlink(path.c_str(), target, sizeof target);
  return length > 0 &&
         std::string_view{target, static_cast<std::size_t>(length)}.starts_with(shim_directory);
}

}  // namespace

std::string host_command(const char* name) {
  for (const char* directory : command_directories) {
    const std::string path = directory + std::string{name};
    if (access(path.c_str(), X_OK) == 0 && !is_own_link(path)) return path;
  }
  return {};
}

Words words_of(int argc, char** argv) {
  Words words;
  for (int index = 1; index < argc && words.size() < words_max; ++index)
    words.emplace_back(argv[index]);
  return words;
}

int run_host_command(const char* name, char** argv, const char* otherwise, int code) {
  const std::string path = host_command(name);
  if (path.empty()) {
    std::fprintf(stderr, "%s: %s\n", name, otherwise);
    return code;
  }
  std::signal(SIGCHLD, SIG_DFL);
  const pid_t pid = fork();
  if (pid == 0) {
    execv(path.c_str(), argv);
    _exit(126);
  }
  // What is typed at it, or sent to its group, is the command's to answer.
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGQUIT, SIG_IGN);
  int status = 0;
  if (pid < 0 || waitpid(pid, &status, 0) != pid) return 126;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string joined(const char* name, const Words& words) {
  std::string line = name;
  for (const std::string_view word : words) line.append(" ").append(word);
  return line;
}

bool contains(std::initializer_list<std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string_view verb_of(const Words& words) {
  const auto found = std::find_if(words.begin(), words.end(),
                                  [](std::string_view word) { return !word.starts_with("-"); });
  return found == words.end() ? std::string_view{} : *found;
}

}  // namespace spotdrill::init
