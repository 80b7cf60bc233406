// A text that is left out of an answer when there is nothing in it.
#pragma once

#include <optional>
#include <string>

namespace spotdrill {

inline std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional{text};
}

}  // namespace spotdrill
