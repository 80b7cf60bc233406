// The programs that stand between the runtime interface and a handler written in Python or for
// Node: what AWS's own runtimes do, in as much as handlers see of it.
#pragma once

#include <string_view>

namespace spotdrill {

/// Python: one program for all versions from 3.8 on.
extern const std::string_view python_bootstrap;

/// Node, handlers as CommonJS or as ES modules.
extern const std::string_view node_bootstrap;

}  // namespace spotdrill
