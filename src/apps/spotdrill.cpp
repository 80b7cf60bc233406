// The `spotdrill` program.
#include "apps/command_line.hpp"

int main(int argc, char** argv) {
  return spotdrill::apps::run_command_line(argc, argv);
}
