// ASSERT states an invariant, and stays on in release builds: a broken one is a bug, so it aborts.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace spotdrill::detail {

[[noreturn]] inline void assertion_failed(const char* what, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: invariant broken: %s\n", file, line, what);
  std::abort();
}

}  // namespace spotdrill::detail

#define ASSERT(condition)       \
  (static_cast<bool>(condition) \
       ? void(0)                \
       : ::spotdrill::detail::assertion_failed(#condition, __FILE__, __LINE__))
