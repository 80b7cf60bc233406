// Looking for the lines and the values that a job's texts have. Nothing of what they mean.
#pragma once

#include <functional>
#include <optional>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "drill/sketch/clues.hpp"

namespace spotdrill::drill::sketch {

/// Calls `see(place, whole line)` for every line that is no comment.
void each_line(const JobTexts& job, const std::function<void(const Place&, const JobText&)>& see);

/// The first line that `pattern` is found in.
std::optional<Place> find_line(const JobTexts& job, const std::regex& pattern);

/// The number above 0 that `text` is: "25", "1_000".
std::optional<double> whole_number(std::string text);

/// The number that a job gives to `name`: by an assignment, an option, or an option's default.
std::optional<std::pair<double, Place>> number_named(const JobTexts& job, std::string_view name);

/// The text that a job assigns to `name`; `name` itself when there is none.
std::string text_named(const JobTexts& job, const std::string& name);

}  // namespace spotdrill::drill::sketch
