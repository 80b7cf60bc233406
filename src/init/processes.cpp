#include "init/processes.hpp"

#include <dirent.h>
#include <unistd.h>
#include <csignal>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "init/files.hpp"

namespace spotdrill::init {
namespace {

// The parent of each process, by /proc/PID/stat: "pid (name) state ppid …"; a name may hold ')'.
std::map<int, int> parents() {
  std::map<int, int> found;
  DIR* proc = opendir("/proc");
  if (proc == nullptr) return found;
  while (const dirent* entry = readdir(proc)) {
    const int pid = std::atoi(entry->d_name);
    std::string text;
    if (pid <= 0 || read_file("/proc/" + std::to_string(pid) + "/stat", text).failed()) continue;
    const std::size_t name_end = text.rfind(')');
    char state = 0;
    int parent = 0;
    if (name_end == std::string::npos ||
        std::sscanf(text.c_str() + name_end + 1, " %c %d", &state, &parent) != 2 || state == 'Z') {
      continue;
    }
    found[pid] = parent;
  }
  closedir(proc);
  return found;
}

std::vector<int> descendants() {
  const std::map<int, int> parent_of = parents();
  const int self = getpid();
  std::vector<int> all;
  for (const auto& [pid, parent] : parent_of) {
    int above = parent;
    for (int depth = 0; above > 1 && above != self && depth < 4096; ++depth) {
      const auto next = parent_of.find(above);
      above = next == parent_of.end() ? 0 : next->second;
    }
    if (above == self) all.push_back(pid);
  }
  return all;
}

}  // namespace

int Processes::signal_all(int signal) const {
  if (own_namespace_) return kill(-1, signal) == 0 ? 1 : 0;
  const std::vector<int> all = descendants();
  for (const int pid : all) kill(pid, signal);
  return static_cast<int>(all.size());
}

}  // namespace spotdrill::init
