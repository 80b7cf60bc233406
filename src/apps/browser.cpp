#include "apps/browser.hpp"

#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <cstdlib>
#include <string>

extern char** environ;

namespace spotdrill::apps {
namespace {

/// Whether `program` showed the page. A browser in the terminal has it until it ends.
bool show_by(std::string program, std::string page) {
  std::array<char*, 3> arguments{program.data(), page.data(), nullptr};
  pid_t pid = 0;
  if (::posix_spawnp(&pid, program.c_str(), nullptr, nullptr, arguments.data(), environ) != 0) {
    return false;
  }
  int status = 0;
  return ::waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

bool open_in_browser(const std::filesystem::path& page) {
  const std::string file = std::filesystem::absolute(page).string();
  const char* chosen = std::getenv("BROWSER");
  if (chosen != nullptr && *chosen != '\0') return show_by(chosen, file);
  return show_by("xdg-open", file) || show_by("sensible-browser", file);
}

}  // namespace spotdrill::apps
