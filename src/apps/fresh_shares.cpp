#include "apps/fresh_shares.hpp"

#include <fmt/format.h>

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;

/// Copies one file, directory (not what is in it) or link. What is none, a socket, say, is left.
void copy_entry(const fs::directory_entry& from, const fs::path& to, std::error_code& error) {
  if (from.is_symlink(error)) {
    fs::copy_symlink(from, to, error);
  } else if (from.is_directory(error)) {
    fs::create_directory(to, from, error);
  } else if (from.is_regular_file(error)) {
    fs::copy_file(from, to, error);
  }
}

}  // namespace

Result<FreshShares, std::string> FreshShares::make(drill::Workload& workload) {
  FreshShares fresh{TRY(TemporaryDirectory::make())};
  if (!workload.command.empty()) {
    workload.directory_host = TRY(fresh.copy(fs::weakly_canonical(workload.directory)));
  }
  for (drill::Shared& share : workload.shared) share.host = TRY(fresh.copy(share.host));
  return fresh;
}

Result<fs::path, std::string> FreshShares::copy(const fs::path& from) {
  const fs::path to = directory_.path() / fmt::format("{}", count_++);
  std::error_code error;
  std::uintmax_t bytes = 0;
  fs::create_directory(to, from, error);
  auto entry =
      fs::recursive_directory_iterator{from, fs::directory_options::skip_permission_denied, error};
  for (; !error && entry != fs::recursive_directory_iterator{}; entry.increment(error)) {
    // The temporary directory may be in the job's.
    std::error_code unknown;
    if (fs::equivalent(entry->path(), directory_.path(), unknown)) {
      entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_regular_file(unknown)) bytes += entry->file_size(unknown);
    if (bytes > copied_bytes_max) {
      return refuse(
          fmt::format("{} is copied for every trial, so that each begins with the same files, and "
                      "it is bigger than 1 GiB: run the campaign in a directory of the job's own",
                      from.string()));
    }
    copy_entry(*entry, to / entry->path().lexically_relative(from), error);
    if (error) break;
  }
  if (error) {
    return refuse(fmt::format("cannot copy {} for a trial: {}", from.string(), error.message()));
  }
  return to;
}

}  // namespace spotdrill::apps
