#include "drill/run/leftovers.hpp"

#include <algorithm>
#include <array>

#include "drill/readings/source.hpp"

namespace spotdrill::drill {

namespace {

namespace fs = std::filesystem;

/// Shared places may be large: what is deeper or further is not looked at.
constexpr std::size_t entries_max = 20'000;
constexpr int depth_max = 5;
constexpr std::size_t locks_max = 16;

/// Others of a kind that are compared at the most.
constexpr std::size_t siblings_max = 1'000;

bool names_a_lock(std::string name) {
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  constexpr std::array<std::string_view, 5> ends{".lock", ".lck", ".pid", ".lockfile", "lockfile"};
  const auto ends_so = [&](std::string_view end) { return name.ends_with(end); };
  return name == "lock" || name == ".lock" || name == "pid" || name.starts_with("lock.") ||
         std::ranges::any_of(ends, ends_so);
}

/// `name` with every run of digits as '#': "part-#.csv".
std::string kind_of(const std::string& name) {
  std::string kind;
  for (const char c : name) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit) kind += c;
    if (digit && (kind.empty() || kind.back() != '#')) kind += '#';
  }
  return kind;
}

/// The size that files of the same kind beside `path` have, in the middle; 0: there are too few.
std::uint64_t usual_size_beside(const fs::path& path) {
  constexpr std::size_t siblings_min = 2;
  const std::string name = path.filename().string();
  const std::string kind = kind_of(name);
  std::vector<std::uint64_t> sizes;
  std::error_code error;
  for (fs::directory_iterator each{path.parent_path(), error}, end; !error && each != end;
       each.increment(error)) {
    if (sizes.size() >= siblings_max) break;
    if (!each->is_regular_file(error) || each->path().filename() == name) continue;
    if (kind_of(each->path().filename().string()) == kind) sizes.push_back(each->file_size(error));
  }
  if (sizes.size() < siblings_min) return 0;
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::ranges::nth_element(sizes, middle);
  return *middle;
}

}  // namespace

std::vector<std::string> find_locks(const std::vector<Shared>& shared, fs::file_time_type since) {
  std::vector<std::string> found;
  std::size_t entries = 0;
  for (const Shared& share : shared) {
    std::error_code error;
    fs::recursive_directory_iterator each{share.host, fs::directory_options::skip_permission_denied,
                                          error};
    for (const fs::recursive_directory_iterator end; !error && each != end; each.increment(error)) {
      if (++entries > entries_max || found.size() >= locks_max) return found;
      if (each.depth() >= depth_max) each.disable_recursion_pending();
      if (!names_a_lock(each->path().filename().string())) continue;
      std::error_code gone;
      if (fs::last_write_time(each->path(), gone) < since || gone) continue;
      found.push_back((share.guest / each->path().lexically_relative(share.host)).string());
    }
  }
  return found;
}

void look_after(OpenFile& file, const std::vector<Shared>& shared, fs::file_time_type ended) {
  const fs::path path = host_path(shared, file.path);
  std::error_code error;
  const std::uint64_t size = fs::file_size(path, error);
  file.size = error ? std::nullopt : std::optional{size};
  if (error) return;
  file.written_again = fs::last_write_time(path, error) > ended;
  file.usual_size = usual_size_beside(path);
}

}  // namespace spotdrill::drill
