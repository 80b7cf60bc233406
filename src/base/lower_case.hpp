// Letters without their case, where only ASCII's have one: headers, names, words of a job's output.
#pragma once

#include <string>
#include <string_view>

namespace spotdrill {

inline std::string lower_case(std::string_view text) {
  std::string lower{text};
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace spotdrill
