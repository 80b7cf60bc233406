#include "apps/browser.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>

extern char** environ;

namespace spotdrill::apps {
namespace {

/// Whether `program` showed the page. A browser in the terminal has it until it ends. `quietly`:
/// what it complains of is not shown.
bool show_by(std::string program, std::string page, bool quietly) {
  std::array<char*, 3> arguments{program.data(), page.data(), nullptr};
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  if (quietly) {
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  }
  pid_t pid = 0;
  const int failed =
      ::posix_spawnp(&pid, program.c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return false;
  int status = 0;
  return ::waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

bool open_in_browser(const std::filesystem::path& page) {
  const std::string file = std::filesystem::absolute(page).string();
  const char* chosen = std::getenv("BROWSER");
  if (chosen != nullptr && *chosen != '\0') return show_by(chosen, file, false);
  // Nobody chose these: where one finds no browser, the caller's one line says what to do.
  return show_by("xdg-open", file, true) || show_by("sensible-browser", file, true);
}

}  // namespace spotdrill::apps
