// The log is for operators; nothing reads it back. What happened in a drill is in the journal.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>

namespace spotdrill::log {

enum class Level : std::uint8_t { Debug, Info, Warning, Error, Off };

/// Sends one line to standard error, if `level` is at least the threshold.
void write(Level level, const std::string& line);

/// What is less important than `level` is dropped. The default is Info.
void set_threshold(Level level);

template <class... Args>
void debug(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::Debug, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::Info, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void warning(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::Warning, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::Error, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace spotdrill::log
