#include "services/cloudformation/template/circles.hpp"

#include <algorithm>
#include <set>

namespace spotdrill::cloudformation {

// What depends on nothing that is left goes, and so does what nothing that is left depends on,
// until nothing more does: what stays is on a circle, or between two.
std::vector<std::string> find_circle(const std::map<std::string, TemplateResource>& resources) {
  std::set<std::string> left;
  for (const auto& [id, resource] : resources) left.insert(id);
  const auto is_left = [&](const std::string& id) { return left.contains(id); };
  while (true) {
    std::set<std::string> needed;
    for (const std::string& id : left) {
      const auto& needs = resources.at(id).depends_on;
      std::ranges::copy_if(needs, std::inserter(needed, needed.end()), is_left);
    }
    const std::size_t before = left.size();
    std::erase_if(left, [&](const std::string& id) {
      return !needed.contains(id) || std::ranges::none_of(resources.at(id).depends_on, is_left);
    });
    if (left.size() == before) return {left.begin(), left.end()};
  }
}

}  // namespace spotdrill::cloudformation
