#include "apps/fresh_shares.hpp"

#include <fmt/format.h>

namespace spotdrill::apps {

namespace fs = std::filesystem;

Result<FreshShares, std::string> FreshShares::make(drill::Workload& workload, Of of,
                                                   const std::vector<fs::path>& without) {
  FreshShares fresh{TRY(TemporaryDirectory::make())};
  fresh.without_ = without;
  fresh.without_.push_back(fresh.directory_.path());  // It may be in the job's.
  fresh.remedy_ =
      of == Of::All ? "each trial begins with a copy of it, so that none finds what another has "
                      "left; give the job a directory of its own"
                    : "the job works on a copy of it, so that it stays as it is; give the job a "
                      "directory of its own (workload.directory), or let it work in this one with "
                      "--in-place ('in-place: true')";
  if (!workload.command.empty()) {
    const fs::path from = workload.directory_host.empty() ? fs::weakly_canonical(workload.directory)
                                                          : workload.directory_host;
    workload.directory_host = TRY(fresh.copy(from));
  }
  if (of == Of::Job) return fresh;
  for (drill::Shared& share : workload.shared) {
    if (!share.read_only) share.host = TRY(fresh.copy(share.host));
  }
  return fresh;
}

Result<fs::path, std::string> FreshShares::copy(const fs::path& from) {
  fs::path to = directory_.path() / fmt::format("{}", count_++);
  const auto copied = copy_tree(from, to, without_);
  if (!copied) {
    return refuse(fmt::format("{} {}, and {}.", from.string(), copied.error(), remedy_));
  }
  size_.files += copied->files;
  size_.bytes += copied->bytes;
  size_.unreadable += copied->unreadable;
  return to;
}

}  // namespace spotdrill::apps
