#include "init/units/load.hpp"

#include <dirent.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <map>

#include "init/files.hpp"

namespace spotdrill::init::units {
namespace {

constexpr std::size_t names_max = 2'000;
constexpr int alias_depth_max = 8;

constexpr std::string_view reached_targets[] = {
    "basic",           "sysinit",        "multi-user",
    "default",         "graphical",      "network",
    "network-online",  "network-pre",    "local-fs",
    "local-fs-pre",    "remote-fs",      "remote-fs-pre",
    "timers",          "sockets",        "paths",
    "slices",          "swap",           "nss-lookup",
    "nss-user-lookup", "time-sync",      "time-set",
    "cloud-init",      "cloud-config",   "cloud-final",
    "rpcbind",         "getty",          "system-update-pre",
    "cryptsetup",      "integritysetup", "veritysetup",
    "ephemeral"};

// Their work is done here by others: the instance itself, its daemon, its console.
constexpr std::string_view done_by_instance[] = {"amazon-ssm-agent.service",
                                                 "snap.amazon-ssm-agent.amazon-ssm-agent.service",
                                                 "rsyslog.service",
                                                 "syslog.service",
                                                 "systemd-journald.service",
                                                 "chronyd.service",
                                                 "chrony.service",
                                                 "ntp.service",
                                                 "ntpd.service",
                                                 "systemd-timesyncd.service",
                                                 "systemd-networkd.service",
                                                 "systemd-resolved.service",
                                                 "NetworkManager.service",
                                                 "network.service",
                                                 "networking.service",
                                                 "dbus.service",
                                                 "dbus-broker.service",
                                                 "dbus.socket",
                                                 "syslog.socket",
                                                 "systemd-journald.socket",
                                                 "systemd-journald-dev-log.socket",
                                                 "systemd-logind.service",
                                                 "systemd-udevd.service",
                                                 "cloud-init.service",
                                                 "cloud-init-local.service",
                                                 "cloud-config.service",
                                                 "cloud-final.service",
                                                 "systemd-networkd-wait-online.service",
                                                 "NetworkManager-wait-online.service",
                                                 "cron.service",
                                                 "crond.service",
                                                 "anacron.service",
                                                 "atd.service"};

std::string link_target(const std::string& path) {
  char target[4096];
  const ssize_t length = readlink(path.c_str(), target, sizeof target);
  return length > 0 ? std::string(target, static_cast<std::size_t>(length)) : std::string{};
}

std::string file_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

bool is_masked(const std::string& path) {
  if (link_target(path) == "/dev/null") return true;
  struct stat about{};
  return stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode) && about.st_size == 0;
}

// "worker@1.service" and "worker@.service"; else empty.
std::string template_of(const Unit& unit) {
  return unit.instance.empty() ? std::string{} : unit.prefix + "@." + unit.kind;
}

std::string find_fragment(const std::string& name) {
  for (const char* directory : unit_directories) {
    std::string path = directory + std::string{"/"} + name;
    struct stat about{};
    if (lstat(path.c_str(), &about) == 0) return path;
  }
  return {};
}

// A link to a file of another name makes this name one of its aliases.
std::string alias_target(const std::string& path, const Unit& unit) {
  const std::string target = file_name(link_target(path));
  if (target.empty() || target == unit.name || target == template_of(unit)) return {};
  Unit other;
  if (!split_name(target, other)) return {};
  // "worker@1.service" by a link to "job@.service" is "job@1.service".
  if (target.find("@.") != std::string::npos && !unit.instance.empty()) {
    return other.prefix + "@" + unit.instance + "." + other.kind;
  }
  return target;
}

void add_drop_ins(const std::string& name, std::map<std::string, std::string>& found) {
  if (name.empty()) return;
  for (const char* directory : unit_directories) {
    const std::string place = directory + std::string{"/"} + name + ".d";
    for (const std::string& file : names_in(place, ".conf"))
      found.emplace(file, place + "/" + file);
  }
}

void add_linked(const Unit& unit, const char* ending, std::vector<std::string>& list) {
  for (const char* directory : unit_directories) {
    for (const std::string& name :
         names_in(directory + std::string{"/"} + unit.name + ending, "")) {
      if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(name);
    }
  }
}

void read_assignments(const std::string& path, std::vector<Assignment>& all, Unit& unit) {
  std::string text;
  if (read_file(path, text).failed()) {
    unit.problems.push_back(path + " cannot be read");
    return;
  }
  UnitFile file = parse_unit_file(text);
  all.insert(all.end(), file.assignments.begin(), file.assignments.end());
  for (const std::string& problem : file.problems) unit.problems.push_back(problem);
}

void read_files(LoadedUnit& loaded) {
  Unit& unit = loaded.unit;
  std::vector<Assignment> assignments;
  read_assignments(unit.fragment, assignments, unit);
  std::map<std::string, std::string> drop_ins;
  add_drop_ins(unit.name, drop_ins);
  add_drop_ins(template_of(unit), drop_ins);
  add_drop_ins(unit.kind, drop_ins);
  for (const auto& [name, path] : drop_ins) {
    read_assignments(path, assignments, unit);
    unit.drop_ins.push_back(path);
  }
  apply(assignments, machine_specifiers(), unit);
  add_linked(unit, ".wants", unit.wants);
  add_linked(unit, ".requires", unit.requires_units);
  if (unit.description.empty()) unit.description = unit.name;
}

}  // namespace

std::vector<std::string> names_in(const std::string& directory, std::string_view end) {
  std::vector<std::string> names;
  DIR* entries = opendir(directory.c_str());
  if (entries == nullptr) return names;
  while (const dirent* entry = readdir(entries)) {
    const std::string_view name{entry->d_name};
    if (!name.starts_with('.') && name.ends_with(end) && names.size() < names_max) {
      names.emplace_back(name);
    }
  }
  closedir(entries);
  std::sort(names.begin(), names.end());
  return names;
}

bool is_reached_target(std::string_view name) {
  if (!name.ends_with(".target")) return false;
  name.remove_suffix(7);
  return std::find(std::begin(reached_targets), std::end(reached_targets), name) !=
         std::end(reached_targets);
}

bool is_done_by_instance(std::string_view name) {
  return std::find(std::begin(done_by_instance), std::end(done_by_instance), name) !=
         std::end(done_by_instance);
}

std::string full_name(std::string_view word) {
  std::string name{word.substr(word.rfind('/') + 1)};
  Unit unit;
  return split_name(name, unit) ? name : name + ".service";
}

Specifiers machine_specifiers() {
  Specifiers known{{'t', "/run"},   {'S', "/var/lib"}, {'C', "/var/cache"}, {'L', "/var/log"},
                   {'E', "/etc"},   {'T', "/tmp"},     {'V', "/var/tmp"},   {'u', "root"},
                   {'U', "0"},      {'g', "root"},     {'G', "0"},          {'h', "/root"},
                   {'s', "/bin/sh"}};
  utsname about{};
  if (uname(&about) == 0) {
    known['H'] = about.nodename;
    known['l'] = std::string{about.nodename}.substr(0, std::string{about.nodename}.find('.'));
    known['v'] = about.release;
  }
  const std::pair<char, const char*> ids[] = {{'m', "/etc/machine-id"},
                                              {'b', "/proc/sys/kernel/random/boot_id"}};
  for (const auto& [letter, path] : ids) {
    std::string text;
    if (read_file(path, text).failed()) continue;
    std::erase_if(text, [](char c) { return c == '-' || c == '\n'; });
    known[letter] = text;
  }
  return known;
}

LoadedUnit load_unit(const std::string& asked) {
  LoadedUnit loaded;
  std::string name = asked;
  for (int depth = 0; depth < alias_depth_max; ++depth) {
    loaded.unit = {};
    if (!split_name(name, loaded.unit)) return loaded;
    std::string path = find_fragment(name);
    if (path.empty()) path = find_fragment(template_of(loaded.unit));
    if (path.empty() || path.ends_with('/')) return loaded;
    if (is_masked(path)) {
      loaded.state = Loaded::Masked;
      return loaded;
    }
    std::string target = alias_target(path, loaded.unit);
    if (target.empty()) {
      loaded.unit.fragment = path;
      loaded.state = Loaded::Yes;
      read_files(loaded);
      return loaded;
    }
    name = std::move(target);
  }
  return loaded;
}

}  // namespace spotdrill::init::units
