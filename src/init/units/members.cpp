#include "init/units/members.hpp"

#include <dirent.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <map>

#include "init/files.hpp"

namespace spotdrill::init::units {
namespace {

struct Kin {
  pid_t parent = 0;
  pid_t session = 0;
};

std::map<pid_t, Kin> living_processes() {
  std::map<pid_t, Kin> found;
  DIR* proc = opendir("/proc");
  if (proc == nullptr) return found;
  while (const dirent* entry = readdir(proc)) {
    const pid_t pid = std::atoi(entry->d_name);
    std::string text;
    if (pid <= 1 || read_file("/proc/" + std::to_string(pid) + "/stat", text).failed()) continue;
    // "PID (NAME) STATE PPID PGRP SESSION …"; a name may hold ')'.
    const std::size_t name_end = text.rfind(')');
    char state = 0;
    int parent = 0, group = 0, session = 0;
    if (name_end == std::string::npos ||
        std::sscanf(text.c_str() + name_end + 1, " %c %d %d %d", &state, &parent, &group,
                    &session) != 4 ||
        state == 'Z' || state == 'X') {
      continue;
    }
    found[pid] = {parent, session};
  }
  closedir(proc);
  return found;
}

bool has_invocation(pid_t pid, const std::string& id) {
  std::string text;
  if (id.empty() || read_file("/proc/" + std::to_string(pid) + "/environ", text).failed()) {
    return false;
  }
  return text.find("INVOCATION_ID=" + id) != std::string::npos;
}

}  // namespace

void Members::add(pid_t pid) {
  processes.insert(pid);
  sessions.insert(pid);
}

std::vector<pid_t> Members::living() {
  const std::map<pid_t, Kin> all = living_processes();
  const pid_t self = getpid();
  std::set<pid_t> inside;
  for (const auto& [pid, kin] : all) {
    if (pid != self && (processes.contains(pid) || sessions.contains(kin.session) ||
                        has_invocation(pid, invocation_id))) {
      inside.insert(pid);
    }
  }
  // Children of those, whatever their numbers.
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& [pid, kin] : all) {
      if (pid != self && inside.contains(kin.parent) && inside.insert(pid).second) grew = true;
    }
  }
  processes = inside;
  std::set<pid_t> still;
  for (const pid_t pid : inside) still.insert(all.at(pid).session);
  sessions = std::move(still);
  return {inside.begin(), inside.end()};
}

}  // namespace spotdrill::init::units
