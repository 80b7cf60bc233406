// The end of a console, as a report quotes it. Not the console itself: that is a file beside it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace spotdrill::drill {

/// The last `count` lines of `console` that are not empty, quoted, oldest first: "'a' / 'b'". What
/// a terminal would obey is taken out, and what our own PID 1 says; long lines are cut. Empty when
/// there is no line.
std::string last_lines(std::string_view console, std::size_t count);

/// `line` without what a terminal would obey; empty when our own PID 1 said it. Long lines are cut.
std::string plain_line(std::string_view line);

}  // namespace spotdrill::drill
