#include "apps/command.hpp"

#include <cstdio>

namespace spotdrill::apps {

void add_target(CLI::App& command, Target& target) {
  command.add_option("--endpoint", target.endpoint,
                     "The server's URL (default: $SPOTDRILL_ENDPOINT, else your running server)");
  command.add_option("--data", target.data,
                     "The server's data directory (default: $SPOTDRILL_DATA, else "
                     "~/.local/state/spotdrill; without HOME: /var/lib/spotdrill)");
}

void add_data(CLI::App& command, std::string& data) {
  command.add_option("--data", data,
                     "The directory with the runs (default: $SPOTDRILL_DATA, else "
                     "~/.local/state/spotdrill; without HOME: /var/lib/spotdrill)");
}

int complain(std::string_view sentence) {
  std::fprintf(stderr, "spotdrill: %.*s\n", static_cast<int>(sentence.size()), sentence.data());
  return exit_failed;
}

}  // namespace spotdrill::apps
