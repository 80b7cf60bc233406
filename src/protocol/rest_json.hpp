// What the router needs of REST: which URI template a path fits.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace spotdrill::protocol {

/// The labels of `uri_template` ("/experiments/{id}", "/tags/{arn+}"), decoded, when `path` fits
/// it.
std::optional<std::map<std::string, std::string, std::less<>>> match_uri(
    std::string_view uri_template, std::string_view path);

}  // namespace spotdrill::protocol
