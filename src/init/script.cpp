#include "init/script.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <csignal>

#include <cstring>

#include "init/clone.hpp"

namespace spotdrill::init {
namespace {

void say(std::initializer_list<const char*> words) {
  for (const char* word : words) (void)!write(STDERR_FILENO, word, std::strlen(word));
}

[[noreturn]] void become(const char* path, char* const* arguments, char* const* environment,
                         int output) {
  setsid();
  const int null = open("/dev/null", O_RDONLY);
  if (null >= 0) dup2(null, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  umask(022);
  execve(path, arguments, environment);
  const int error = errno;
  // The kernel says "no such file" of the interpreter too.
  say({path, ": ", strerrordesc_np(error),
       error == ENOENT ? " (its first line names an interpreter that is not there?)\n" : "\n"});
  _exit(error == ENOENT ? 127 : 126);
}

}  // namespace

pid_t start_script(const std::string& path, const std::vector<std::string>& environment, int output,
                   int cgroup_fd) {
  std::vector<char*> words;
  for (const std::string& variable : environment)
    words.push_back(const_cast<char*>(variable.c_str()));
  words.push_back(nullptr);
  char* arguments[] = {const_cast<char*>(path.c_str()), nullptr};
  const auto child = static_cast<pid_t>(clone_into(0, SIGCHLD, cgroup_fd));
  if (child == 0) become(path.c_str(), arguments, words.data(), output);
  return child;
}

}  // namespace spotdrill::init
