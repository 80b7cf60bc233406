// The lines of /proc/PID/mountinfo. Inline: PID 1 and the daemon's host both read them.
// Source: proc_pid_mountinfo(5).
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace spotdrill::init {

struct MountLine {
  std::string_view device;  ///< "98:0".
  std::string root;         ///< What of its file system is mounted.
  std::string point;        ///< Where.
  std::string_view type;
};

/// What is before `end`, which is taken from `text` too.
inline std::string_view take_until(std::string_view& text, char end) {
  const std::size_t at = std::min(text.find(end), text.size());
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return taken;
}

/// "Space, tab, newline and backslash are written in octal, as \040."
inline std::string without_octal(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '7'; };
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 3 < text.size() && digit(text[i + 1]) && digit(text[i + 2]) &&
        digit(text[i + 3])) {
      plain += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 +
                                 (text[i + 3] - '0'));
      i += 3;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

/// Takes the first line from `mountinfo`, which device and type go on pointing into: "36 35 98:0
/// ROOT MOUNT-POINT OPTIONS [OPTIONAL-FIELD...] - TYPE SOURCE SUPER-OPTIONS". The type of another
/// is empty.
inline MountLine take_mount(std::string_view& mountinfo) {
  std::string_view line = take_until(mountinfo, '\n');
  for (int skipped = 0; skipped < 2; ++skipped) take_until(line, ' ');
  MountLine mount;
  mount.device = take_until(line, ' ');
  mount.root = without_octal(take_until(line, ' '));
  mount.point = without_octal(take_until(line, ' '));
  while (!line.empty() && take_until(line, ' ') != "-") {
  }
  mount.type = take_until(line, ' ');
  return mount;
}

}  // namespace spotdrill::init
