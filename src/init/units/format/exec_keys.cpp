// [Service]: the surroundings of its processes. Source: systemd.exec(5).
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>

#include "init/units/format/keys.hpp"

namespace spotdrill::init::units {
namespace {

template <auto Member>
bool exec_text(const Reading& reading) {
  reading.unit.service.*Member = reading.expanded();
  return true;
}

template <auto Member>
bool exec_words(const Reading& reading) {
  return add_words(reading, reading.unit.service.*Member);
}

template <auto Member>
bool exec_boolean(const Reading& reading) {
  bool& member = reading.unit.service.*Member;
  member = parse_boolean(reading.value, member);
  return true;
}

bool read_environment(const Reading& reading) {
  if (reading.value.empty()) reading.unit.service.environment.clear();
  const auto words = split_words(reading.value);
  if (!words) return false;
  bool all = true;
  for (const std::string& word : *words) {
    all = add_variable(reading.unit.service.environment,
                       expand_specifiers(word, reading.specifiers)) &&
          all;
  }
  return all;
}

bool read_environment_file(const Reading& reading) {
  if (reading.value.empty())
    reading.unit.service.environment_files.clear();
  else
    reading.unit.service.environment_files.push_back(reading.expanded());
  return true;
}

template <auto Member>
bool read_output(const Reading& reading) {
  const std::string value = reading.expanded();
  const std::size_t colon = value.find(':');
  Output output{value.substr(0, colon), colon == std::string::npos ? "" : value.substr(colon + 1)};
  const bool file = output.kind == "file" || output.kind == "append" || output.kind == "truncate";
  if (file && !output.path.starts_with('/')) return false;
  // What syslog and the kernel's log would take, the journal has; the console has all of it.
  for (const std::string_view journal :
       {"syslog", "kmsg", "journal+console", "syslog+console", "kmsg+console"}) {
    if (value == journal) output.kind = "journal";
  }
  if (!file && output.kind != "journal" && output.kind != "null" && output.kind != "inherit" &&
      output.kind != "tty" && output.kind != "socket") {
    return false;
  }
  reading.unit.service.*Member = std::move(output);
  return true;
}

bool read_umask(const Reading& reading) {
  return read_mode(reading, reading.unit.service.umask, 0777);
}

bool read_small_number(const Reading& reading, long lowest, long highest, int& number) {
  char* rest = nullptr;
  const long value = std::strtol(reading.value.c_str(), &rest, 10);
  if (reading.value.empty() || *rest != '\0' || value < lowest || value > highest) return false;
  number = static_cast<int>(value);
  return true;
}

bool read_nice(const Reading& reading) {
  reading.unit.service.nice_set = true;
  return read_small_number(reading, -20, 19, reading.unit.service.nice);
}

bool read_oom_score(const Reading& reading) {
  reading.unit.service.oom_score_set = true;
  return read_small_number(reading, -1000, 1000, reading.unit.service.oom_score);
}

// "65536", "64K", "infinity".
bool read_limit_value(std::string_view text, std::uint64_t& value) {
  if (text == "infinity") {
    value = RLIM_INFINITY;
    return true;
  }
  const std::string number{text};
  char* rest = nullptr;
  value = std::strtoull(number.c_str(), &rest, 10);
  if (rest == number.c_str()) return false;
  constexpr std::string_view units = "KMGT";
  if (const std::size_t unit = units.find(*rest); *rest != '\0' && unit != std::string::npos) {
    value <<= 10 * (unit + 1);
    ++rest;
  }
  return *rest == '\0';
}

// It is not enforced: that it has no effect is said, and who exceeds it is told (manager.cpp).
bool read_memory_max(const Reading& reading) {
  std::uint64_t& bytes = reading.unit.service.memory_max;
  bytes = 0;
  const bool none = reading.value.empty() || reading.value == "infinity";
  // "If a percentage value is specified, it is taken relative to the installed physical memory": of
  // another machine than this.
  const bool share = reading.value.ends_with('%');
  if (share && reading.value != "100%") {
    reading.unit.unmet.push_back(reading.key + "=" + reading.value);
  }
  if (none || share) return true;
  if (!read_limit_value(reading.value, bytes)) return false;
  reading.unit.ignored.push_back(reading.key);
  return true;
}

bool read_limit(const Reading& reading) {
  constexpr std::pair<std::string_view, int> limits[] = {
      {"LimitNOFILE", RLIMIT_NOFILE},   {"LimitNPROC", RLIMIT_NPROC}, {"LimitCORE", RLIMIT_CORE},
      {"LimitMEMLOCK", RLIMIT_MEMLOCK}, {"LimitSTACK", RLIMIT_STACK}, {"LimitAS", RLIMIT_AS},
      {"LimitFSIZE", RLIMIT_FSIZE},     {"LimitDATA", RLIMIT_DATA},
  };
  Limit limit;
  for (const auto& [name, resource] : limits) {
    if (reading.key == name) limit.resource = resource;
  }
  const std::size_t colon = reading.value.find(':');
  const std::string_view value{reading.value};
  if (!read_limit_value(value.substr(0, colon), limit.soft)) return false;
  limit.hard = limit.soft;
  if (colon != std::string::npos && !read_limit_value(value.substr(colon + 1), limit.hard)) {
    return false;
  }
  reading.unit.service.limits.push_back(limit);
  return true;
}

// RuntimeDirectory=job is /run/job, and its processes are told by RUNTIME_DIRECTORY.
bool read_directory(const Reading& reading) {
  struct Place {
    std::string_view key;
    const char* below;
    const char* variable;
  };
  constexpr Place places[] = {{"RuntimeDirectory", "/run/", "RUNTIME_DIRECTORY"},
                              {"StateDirectory", "/var/lib/", "STATE_DIRECTORY"},
                              {"CacheDirectory", "/var/cache/", "CACHE_DIRECTORY"},
                              {"LogsDirectory", "/var/log/", "LOGS_DIRECTORY"},
                              {"ConfigurationDirectory", "/etc/", "CONFIGURATION_DIRECTORY"}};
  for (const Place& place : places) {
    if (reading.key != place.key) continue;
    for (const std::string& word : plain_words(reading.expanded())) {
      if (word.starts_with('/') || word.find("..") != std::string::npos) return false;
      reading.unit.service.directories.push_back({place.below + word, place.variable});
    }
  }
  return true;
}

bool read_directory_mode(const Reading& reading) {
  return read_mode(reading, reading.unit.service.directory_mode);
}

bool read_input(const Reading& reading) {
  const std::string value = reading.expanded();
  if (value == "data" || value == "null" || value == "socket" || value.starts_with("file:")) {
    reading.unit.service.standard_input = value;
    return true;
  }
  reading.unit.unmet.push_back("StandardInput=" + value);
  return true;
}

bool read_input_text(const Reading& reading) {
  std::string& text = reading.unit.service.input_text;
  if (reading.value.empty())
    text.clear();
  else
    text += reading.expanded() + "\n";
  return true;
}

constexpr Key exec_keys[] = {
    {"Service", "Environment", read_environment},
    {"Service", "EnvironmentFile", read_environment_file},
    {"Service", "PassEnvironment", exec_words<&Service::pass_environment>},
    {"Service", "UnsetEnvironment", exec_words<&Service::unset_environment>},
    {"Service", "User", exec_text<&Service::user>},
    {"Service", "Group", exec_text<&Service::group>},
    {"Service", "SupplementaryGroups", exec_words<&Service::supplementary_groups>},
    {"Service", "WorkingDirectory", exec_text<&Service::working_directory>},
    {"Service", "StandardInput", read_input},
    {"Service", "StandardInputText", read_input_text},
    {"Service", "StandardOutput", read_output<&Service::standard_output>},
    {"Service", "StandardError", read_output<&Service::standard_error>},
    {"Service", "SyslogIdentifier", exec_text<&Service::syslog_identifier>},
    {"Service", "IgnoreSIGPIPE", exec_boolean<&Service::ignore_sigpipe>},
    {"Service", "UMask", read_umask},
    {"Service", "Nice", read_nice},
    {"Service", "OOMScoreAdjust", read_oom_score},
    {"Service", "MemoryMax", read_memory_max},
    {"Service", "MemoryLimit", read_memory_max},
    {"Service", "LimitNOFILE", read_limit},
    {"Service", "LimitNPROC", read_limit},
    {"Service", "LimitCORE", read_limit},
    {"Service", "LimitMEMLOCK", read_limit},
    {"Service", "LimitSTACK", read_limit},
    {"Service", "LimitAS", read_limit},
    {"Service", "LimitFSIZE", read_limit},
    {"Service", "LimitDATA", read_limit},
    {"Service", "RuntimeDirectory", read_directory},
    {"Service", "StateDirectory", read_directory},
    {"Service", "CacheDirectory", read_directory},
    {"Service", "LogsDirectory", read_directory},
    {"Service", "ConfigurationDirectory", read_directory},
    {"Service", "RuntimeDirectoryMode", read_directory_mode},
    {"Service", "StateDirectoryMode", read_directory_mode},
};

}  // namespace

const Key* find_exec_key(std::string_view section, std::string_view name) {
  return find_among(exec_keys, section, name);
}

}  // namespace spotdrill::init::units
