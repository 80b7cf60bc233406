// What a #cloud-config holds that its lines do not show as they stand: files that it writes in
// base64, and commands that are lists of words. The rest of it is read as scripts are.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spotdrill::drill::sketch {

/// More than this many files, and commands, are not looked at.
inline constexpr std::size_t cloud_config_items_max = 64;

/// Names, as a person finds them, and texts: "user-data.yaml: /opt/run.py". Nothing where `text` is
/// no #cloud-config, or no YAML.
std::vector<std::pair<std::string, std::string>> cloud_config_texts(const std::string& name,
                                                                    std::string_view text);

}  // namespace spotdrill::drill::sketch
