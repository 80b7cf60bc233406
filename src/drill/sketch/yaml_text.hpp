// YAML as a person would write it: plain words where they can be, quotes where they must.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "drill/definition/definition.hpp"

namespace spotdrill::drill::sketch {

/// A string, also within [a, list] or {a: mapping}.
std::string yaml_text(std::string_view text);

/// "[python3, train.py]".
std::string yaml_list(const std::vector<std::string>& words);

/// "{log: 'progress ([0-9.]+) *%'}".
std::string yaml_source(const NumberSource& source);

}  // namespace spotdrill::drill::sketch
