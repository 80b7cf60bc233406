#include "init/processes.hpp"

#include <dirent.h>
#include <unistd.h>
#include <csignal>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "init/files.hpp"

namespace spotdrill::init {
namespace {

constexpr std::size_t program_name_bytes_max = 64;

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

std::vector<int> descendants_of(int self) {
  const std::map<int, int> parent_of = parents();
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

std::vector<int> descendants() {
  return descendants_of(getpid());
}

// The value of a line of /proc/PID/status, such as "SigCgt:\t0000000000004002"; empty if it is not
// there.
std::string status_value(const std::string& text, const char* name) {
  const std::string start = "\n" + std::string{name} + ":\t";
  const std::size_t found = text.find(start);
  if (found == std::string::npos) return {};
  const std::size_t begin = found + start.size();
  return text.substr(begin, text.find('\n', begin) - begin);
}

// A file may be called anything.
std::string printable(std::string name) {
  name.resize(std::min(name.size(), program_name_bytes_max));
  for (char& c : name) {
    if (c < ' ' || c > '~') c = '?';
  }
  return name;
}

// The program's file, as a script calls itself by its own name; else what it calls itself.
std::string program_name(int pid, const std::string& status) {
  char target[4096];
  const std::string link = "/proc/" + std::to_string(pid) + "/exe";
  const ssize_t length = readlink(link.c_str(), target, sizeof target);
  std::string name = length > 0 ? std::string(target, static_cast<std::size_t>(length))
                                : status_value(status, "Name");
  return printable(name.substr(name.rfind('/') + 1));
}

}  // namespace

std::string process_name(int pid) {
  std::string name;
  if (read_file("/proc/" + std::to_string(pid) + "/comm", name).failed()) return {};
  if (name.ends_with('\n')) name.pop_back();
  return printable(std::move(name));
}

std::string program_of(int pid) {
  std::string status;
  (void)!read_file("/proc/" + std::to_string(pid) + "/status", status).failed();
  return program_name(pid, "\n" + status);
}

std::vector<int> Processes::pids() const {
  if (!own_namespace_) return descendants();
  std::vector<int> all;
  for (const auto& [pid, parent] : parents()) {
    if (pid != getpid()) all.push_back(pid);
  }
  return all;
}

std::vector<ProcessState> Processes::states(std::size_t count_max) const {
  std::vector<ProcessState> states;
  for (const int pid : pids()) {
    if (states.size() >= count_max) break;
    std::string text = "\n";
    std::string status;
    if (read_file("/proc/" + std::to_string(pid) + "/status", status).failed()) continue;
    text += status;
    states.push_back({.pid = pid,
                      .parent = std::atoi(status_value(text, "PPid").c_str()),
                      .caught = std::strtoull(status_value(text, "SigCgt").c_str(), nullptr, 16),
                      .name = program_name(pid, text)});
  }
  return states;
}

void Processes::signal_besides(int signal, int root) const {
  const std::vector<int> below = descendants_of(root);
  for (const int pid : pids()) {
    if (pid != root && std::find(below.begin(), below.end(), pid) == below.end()) kill(pid, signal);
  }
}

void Processes::signal_below(int signal, int root) const {
  if (root <= 0) return;
  for (const int pid : descendants_of(root)) kill(pid, signal);
}

bool Processes::has_children_besides(int pid) const {
  const std::map<int, int> parent_of = parents();
  return std::any_of(parent_of.begin(), parent_of.end(), [&](const auto& each) {
    return each.second == getpid() && each.first != pid;
  });
}

int Processes::signal_all(int signal) const {
  if (own_namespace_) return kill(-1, signal) == 0 ? 1 : 0;
  const std::vector<int> all = descendants();
  for (const int pid : all) kill(pid, signal);
  return static_cast<int>(all.size());
}

}  // namespace spotdrill::init
