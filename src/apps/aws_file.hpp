// Files in the form of the AWS CLI's `credentials` and `config`, which our own credentials have
// too.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace spotdrill::apps {

using FileSection = std::map<std::string, std::string>;

/// The settings of a section of `file`; nothing where it has no such section.
std::optional<FileSection> section_of(const std::filesystem::path& file,
                                      const std::string& section);

}  // namespace spotdrill::apps
