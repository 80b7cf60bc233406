#include "apps/results.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <fstream>
#include <sstream>

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;

/// Files that one drill's results may have.
constexpr std::size_t result_files_max = 1'000;

/// Reads `file` into `results` as `name`. False: it cannot go on, and says why.
bool read_result_file(const fs::path& file, const std::string& name, std::size_t& bytes,
                      drill::Results& results) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return true;
  const std::uintmax_t size = fs::file_size(file, error);
  bytes += error ? 0 : size;
  if (bytes > drill::result_bytes_max || results.files.size() >= result_files_max) {
    results.failure =
        fmt::format("the files of same-result are more than {} or hold more than {} MiB",
                    result_files_max, drill::result_bytes_max >> 20U);
    return false;
  }
  std::ifstream stream{file, std::ios::binary};
  std::string text(size, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(size));
  if (error || stream.gcount() != static_cast<std::streamsize>(size)) {
    results.failure = fmt::format("{} cannot be read", name);
    return false;
  }
  results.files[name] = std::move(text);
  return true;
}

bool read_pattern(const fs::path& pattern, const HostOf& host_of, std::size_t& bytes,
                  drill::Results& results) {
  const std::string name = pattern.filename().string();
  if (name.find_first_of("*?") == std::string::npos) {
    return read_result_file(host_of(pattern), pattern.string(), bytes, results);
  }
  std::error_code error;
  for (auto entry = fs::directory_iterator{host_of(pattern.parent_path()), error};
       !error && entry != fs::directory_iterator{}; entry.increment(error)) {
    const std::string each = entry->path().filename().string();
    if (::fnmatch(name.c_str(), each.c_str(), FNM_PERIOD) != 0) continue;
    const std::string seen_as = (pattern.parent_path() / each).string();
    if (!read_result_file(entry->path(), seen_as, bytes, results)) return false;
  }
  return true;
}

}  // namespace

Result<std::vector<std::string>, std::string> consoles_of(const drill::Observation& seen) {
  std::vector<std::string> consoles;
  for (const drill::InstanceTimeline& instance : seen.instances) {
    std::string text;
    for (const drill::ConsolePart& part : instance.console_parts) text += part.text;
    consoles.push_back(std::move(text));
  }
  return consoles;
}

drill::Results read_results(const drill::SameResult& same, const HostOf& host_of,
                            const drill::Observation& seen) {
  drill::Results results;
  std::size_t bytes = 0;
  for (const std::string& pattern : same.files) {
    if (!read_pattern(pattern, host_of, bytes, results)) return results;
  }
  if (same.stream.empty()) return results;
  auto consoles = consoles_of(seen);
  if (consoles) {
    results.consoles = std::move(*consoles);
  } else {
    results.failure = consoles.error();
  }
  return results;
}

}  // namespace spotdrill::apps
