// Instances that a server left which was killed: they wait for the next one, for a while.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace spotdrill::apps {

/// The ids of the instances that live over `data`, in order.
std::vector<std::string> orphans(const std::filesystem::path& data);

/// Which ones they are, and how they end; empty where there are none.
std::string about_orphans(const std::filesystem::path& data);

}  // namespace spotdrill::apps
