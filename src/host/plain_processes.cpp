#include "host/plain_processes.hpp"

#include <dirent.h>
#include <unistd.h>
#include <csignal>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace spotdrill {
namespace {

bool names_instance(int pid, const std::string& mark) {
  const std::ifstream file{"/proc/" + std::to_string(pid) + "/environ", std::ios::binary};
  std::ostringstream read;
  read << file.rdbuf();  // Not by iterators: those throw when the process goes meanwhile.
  const std::string text = read.str();
  return text.starts_with(mark) || text.find('\0' + mark) != std::string::npos;
}

int kill_once(const std::string& mark) {
  int killed = 0;
  DIR* proc = ::opendir("/proc");
  if (proc == nullptr) return 0;
  while (const dirent* entry = ::readdir(proc)) {
    const int pid = std::atoi(entry->d_name);
    if (pid <= 1 || pid == ::getpid() || !names_instance(pid, mark)) continue;
    if (::kill(pid, SIGKILL) == 0) ++killed;
  }
  ::closedir(proc);
  return killed;
}

}  // namespace

void kill_plain_processes(const std::string& instance_id) {
  const std::string mark = "SPOTDRILL_INSTANCE_ID=" + instance_id + '\0';
  constexpr int rounds_max = 50;  // A fork bomb loses this race soon; a zombie has no environment.
  for (int round = 0; round < rounds_max && kill_once(mark) > 0; ++round) ::usleep(2000);
}

}  // namespace spotdrill
