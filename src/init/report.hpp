// How commands inside an instance tell PID 1 of what they were asked for and have not: datagrams of
// text to a socket that every user may write to.
#pragma once

#include <optional>
#include <string>

#include "init/outcome.hpp"
#include "init/protocol.hpp"

namespace spotdrill::init {

/// One line: "KIND\tWHAT\tSENTENCE", as Kind::Unavailable carries it. What is too long is cut.
std::string unavailable_line(std::string_view kind, std::string_view what, std::string_view detail);

/// Tells PID 1. Where none listens nobody hears of it.
void report_unavailable(std::string_view kind, std::string_view what, std::string_view detail);

/// PID 1's end.
Outcome open_reports(int& fd);

/// The next line that somebody sent; nothing when there is none. One that is not such a line is
/// empty.
std::optional<std::string> receive_report(int fd);

}  // namespace spotdrill::init
