#include "drill/run/leftovers.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "drill/readings/source.hpp"

namespace spotdrill::drill {

namespace {

namespace fs = std::filesystem;

/// Shared places may be large: what is deeper or further is not looked at.
constexpr std::size_t entries_max = 20'000;
constexpr int depth_max = 5;
constexpr std::size_t locks_max = 16;
constexpr std::size_t kinds_max = 100;
constexpr std::size_t last_written_max = 4;

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

/// A log is as long as what there was to say.
bool names_a_log(std::string_view name) {
  constexpr std::array<std::string_view, 3> ends{".log", ".out", ".err"};
  return std::ranges::any_of(ends, [&](std::string_view end) { return name.ends_with(end); });
}

/// Fills in what the files of the same kind beside `path` are like, unless they are too few.
void look_beside(OpenFile& file, const fs::path& path, fs::file_time_type ended) {
  constexpr std::size_t siblings_min = 2;
  const std::string name = path.filename().string();
  const std::string kind = kind_of(name);
  std::vector<std::uint64_t> sizes;
  bool since = false;
  std::error_code error;
  for (fs::directory_iterator each{path.parent_path(), error}, end; !error && each != end;
       each.increment(error)) {
    if (sizes.size() >= siblings_max) break;
    if (!each->is_regular_file(error) || each->path().filename() == name) continue;
    if (kind_of(each->path().filename().string()) != kind) continue;
    sizes.push_back(each->file_size(error));
    since |= each->last_write_time(error) > ended;
  }
  if (sizes.size() < siblings_min) return;
  std::ranges::sort(sizes);
  file.usual_size = sizes[sizes.size() / 2];
  file.least_size = sizes.front();
  file.most_size = sizes.back();
  file.others = sizes.size();
  file.others_since = since;
}

/// Calls `look` with every regular file below the shared directories that is no older than `since`,
/// until it says false.
template <class Look>
void walk(const std::vector<Shared>& shared, fs::file_time_type since, Look look) {
  std::size_t entries = 0;
  for (const Shared& share : shared) {
    std::error_code error;
    fs::recursive_directory_iterator each{share.host, fs::directory_options::skip_permission_denied,
                                          error};
    for (const fs::recursive_directory_iterator end; !error && each != end; each.increment(error)) {
      if (++entries > entries_max) return;
      if (each.depth() >= depth_max) each.disable_recursion_pending();
      std::error_code gone;
      const fs::file_time_type written = fs::last_write_time(each->path(), gone);
      if (gone || written < since) continue;
      if (!look(share, *each, written)) return;
    }
  }
}

std::string guest_path(const Shared& share, const fs::path& host) {
  return (share.guest / host.lexically_relative(share.host)).string();
}

}  // namespace

std::vector<std::string> find_locks(const std::vector<Shared>& shared, fs::file_time_type since) {
  std::vector<std::string> found;
  walk(shared, since, [&](const Shared& share, const fs::directory_entry& each, auto) {
    if (names_a_lock(each.path().filename().string())) {
      found.push_back(guest_path(share, each.path()));
    }
    return found.size() < locks_max;
  });
  return found;
}

std::vector<OpenFile> find_last_written(const std::vector<Shared>& shared,
                                        fs::file_time_type since) {
  using Written = std::pair<fs::file_time_type, std::string>;
  std::map<fs::path, std::set<Written>> kinds;
  walk(shared, since,
       [&](const Shared& share, const fs::directory_entry& each, fs::file_time_type written) {
         const std::string name = each.path().filename().string();
         const std::string kind = kind_of(name);
         std::error_code gone;
         if (kind == name || names_a_log(name) || !each.is_regular_file(gone)) return true;
         std::set<Written>& newest = kinds[each.path().parent_path() / kind];
         newest.emplace(written, guest_path(share, each.path()));
         if (newest.size() > last_written_max) newest.erase(newest.begin());
         return kinds.size() < kinds_max;
       });
  std::vector<OpenFile> found;
  for (const auto& [kind, newest] : kinds) {
    for (const auto& [written, path] : newest) found.push_back({.path = path, .closed = true});
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
  look_beside(file, path, ended);
}

}  // namespace spotdrill::drill
