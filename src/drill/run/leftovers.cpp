#include "drill/run/leftovers.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/lower_case.hpp"
#include "drill/readings/checkpoint_names.hpp"
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

bool names_a_lock(std::string_view as_it_is) {
  const std::string name = lower_case(as_it_is);
  constexpr std::array<std::string_view, 5> ends{".lock", ".lck", ".pid", ".lockfile", "lockfile"};
  const auto ends_so = [&](std::string_view end) { return name.ends_with(end); };
  return name == "lock" || name == ".lock" || name == "pid" || name.starts_with("lock.") ||
         std::ranges::any_of(ends, ends_so);
}

/// By its name, or because it is in a directory of locks.
bool is_a_lock(const fs::path& path) {
  const std::string parent = lower_case(path.parent_path().filename().string());
  return names_a_lock(path.filename().string()) || parent == "locks" || parent == ".locks";
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
  const std::string kind = name_shape(name);
  std::vector<std::uint64_t> sizes;
  bool since = false;
  std::error_code error;
  for (fs::directory_iterator each{path.parent_path(), error}, end; !error && each != end;
       each.increment(error)) {
    if (sizes.size() >= siblings_max) break;
    if (!each->is_regular_file(error) || each->path().filename() == name) continue;
    if (name_shape(each->path().filename().string()) != kind) continue;
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

/// Makes of the entries below the shared directories what is left there.
class LeftReader {
 public:
  void read(const Shared& share, const fs::directory_entry& entry, fs::file_time_type written) {
    const fs::path& path = entry.path();
    const std::string name = path.filename().string();
    const auto place = [&] { return (share.guest / path.lexically_relative(share.host)).string(); };
    if (left_.locks.size() < locks_max && is_a_lock(path)) left_.locks.push_back(place());
    const std::string kind = name_shape(name);
    std::error_code gone;
    if (kind == name || names_a_log(name) || !entry.is_regular_file(gone)) return;
    const fs::path key = path.parent_path() / kind;
    if (kinds_.size() >= kinds_max && !kinds_.contains(key)) return;
    std::set<Written>& newest = kinds_[key];
    newest.emplace(written, place());
    if (newest.size() > last_written_max) newest.erase(newest.begin());
  }

  Left end() {
    for (const auto& [kind, newest] : kinds_) {
      for (const auto& [written, place] : newest) {
        left_.last_written.push_back({.path = place, .closed = true});
      }
    }
    return std::move(left_);
  }

 private:
  using Written = std::pair<fs::file_time_type, std::string>;

  Left left_;
  std::map<fs::path, std::set<Written>> kinds_;
};

}  // namespace

Left find_left(const std::vector<Shared>& shared, fs::file_time_type since) {
  LeftReader reader;
  std::size_t entries = 0;
  for (const Shared& share : shared) {
    std::error_code error;
    fs::recursive_directory_iterator each{share.host, fs::directory_options::skip_permission_denied,
                                          error};
    for (const fs::recursive_directory_iterator end; !error && each != end; each.increment(error)) {
      if (++entries > entries_max) return reader.end();
      if (each.depth() >= depth_max) each.disable_recursion_pending();
      std::error_code gone;
      fs::file_time_type written = fs::last_write_time(each->path(), gone);
      // A link to nothing, as one to "host:pid" is, has no time that could be asked for.
      std::error_code unknown;
      const bool to_nothing = gone && each->is_symlink(unknown);
      if (to_nothing || (!gone && written >= since)) reader.read(share, *each, written);
    }
  }
  return reader.end();
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
