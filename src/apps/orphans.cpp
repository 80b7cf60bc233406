#include "apps/orphans.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "apps/serve_options.hpp"
#include "host/control_connection.hpp"

namespace spotdrill::apps {

std::vector<std::string> orphans(const std::filesystem::path& data) {
  std::vector<std::string> found;
  std::error_code error;
  for (auto entry = std::filesystem::directory_iterator{data / "instances", error};
       !error && entry != std::filesystem::directory_iterator{}; entry.increment(error)) {
    if (instance_lives(entry->path())) found.push_back(entry->path().filename().string());
  }
  std::ranges::sort(found);
  return found;
}

std::string about_orphans(const std::filesystem::path& data) {
  const std::vector<std::string> found = orphans(data);
  if (found.empty()) return {};
  const bool one = found.size() == 1;
  return fmt::format(
      "Its last one was killed and left {} instance{}, which {} within {} minutes: {}. 'spotdrill "
      "serve --data {}' takes {} up again, and its Ctrl-C ends {} at once.",
      found.size(), one ? "" : "s", one ? "ends" : "end", orphan_grace.count(),
      fmt::join(found, ", "), data.string(), one ? "it" : "them", one ? "it" : "them");
}

}  // namespace spotdrill::apps
