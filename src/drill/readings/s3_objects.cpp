#include "drill/readings/s3_objects.hpp"

#include <fnmatch.h>

#include <algorithm>

#include "drill/readings/checkpoint_names.hpp"
#include "drill/readings/checkpoints.hpp"

namespace spotdrill::drill {

namespace {

constexpr std::string_view wildcards = "*?[";

/// The name at the beginning of `text`, without the slash after it.
std::string_view first_name(std::string_view text) {
  return text.substr(0, text.find('/'));
}

std::string_view last_name(std::string_view text) {
  const std::size_t slash = text.rfind('/');
  return slash == std::string_view::npos ? text : text.substr(slash + 1);
}

bool name_fits(std::string_view pattern, std::string_view name, bool more) {
  if (pattern.empty()) return checkpoint_name(name, more);
  return ::fnmatch(std::string{pattern}.c_str(), std::string{name}.c_str(), 0) == 0;
}

/// Whether `one` has some of the objects of `earlier` and none besides: it is being uploaded.
bool lacks_objects(const ObjectCheckpoint& one, const ObjectCheckpoint& earlier) {
  return one.inner.size() < earlier.inner.size() && std::ranges::includes(earlier.inner, one.inner);
}

std::map<std::string, ObjectCheckpoint, std::less<>> grouped(
    std::string_view pattern, const std::vector<ObjectSeen>& objects) {
  std::map<std::string, ObjectCheckpoint, std::less<>> groups;
  for (const ObjectSeen& object : objects) {
    const std::string_view name = named_part(pattern, object.key);
    const std::string_view rest = std::string_view{object.key}.substr(name.size());
    // The object "a/b/" is what a console makes to show a directory.
    if (name.empty() || rest == "/" || temporary_name(last_name(name))) continue;
    if (!rest.empty() && temporary_name(last_name(rest))) continue;
    ObjectCheckpoint& group = groups[std::string{name}];
    group.name = name;
    group.modified = std::max(group.modified, object.modified);
    group.size += object.size;
    group.inner.insert(name_shape(rest));
  }
  return groups;
}

}  // namespace

bool names_many(std::string_view key) {
  return key.ends_with('/') || key.find_first_of(wildcards) != std::string_view::npos;
}

std::string key_prefix(std::string_view pattern) {
  return std::string{pattern.substr(0, pattern.find_first_of(wildcards))};
}

std::string_view named_part(std::string_view pattern, std::string_view key) {
  std::size_t end = 0;
  for (;;) {
    const std::string_view wanted = first_name(pattern);
    const std::string_view name = first_name(key.substr(end));
    const bool more = end + name.size() < key.size();
    if (!name_fits(wanted, name, more)) return {};
    end += name.size();
    if (wanted.size() == pattern.size()) return key.substr(0, end);
    if (!more) return {};
    pattern.remove_prefix(wanted.size() + 1);
    ++end;
  }
}

std::optional<ObjectCheckpoint> newest_checkpoint(std::string_view pattern,
                                                  const std::vector<ObjectSeen>& objects) {
  auto groups = grouped(pattern, objects);
  std::vector<Checkpoint> found;
  for (const auto& [name, group] : groups) {
    // Of the time only the order counts.
    found.push_back({.path = name,
                     .time = std::filesystem::file_time_type{group.modified.time_since_epoch()},
                     .bytes = group.size});
  }
  found = in_order(std::move(found));
  for (std::size_t left = found.size(); left > 0; --left) {
    ObjectCheckpoint& newest = groups.at(found[left - 1].path.string());
    if (left > 1 && lacks_objects(newest, groups.at(found[left - 2].path.string()))) continue;
    newest.number = found[left - 1].number;
    return std::move(newest);
  }
  return std::nullopt;
}

}  // namespace spotdrill::drill
